/** The teams an actor may see, narrowed to the one asked for; a team they may not see narrows to none. */
export function onlyTeam(visible: "all" | readonly string[], teamId: string | null): "all" | readonly string[] {
  if (teamId === null) return visible;
  return visible === "all" || visible.includes(teamId) ? [teamId] : [];
}
