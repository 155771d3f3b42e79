import type { Alias } from "@/lib/admin-api/client/aliases";

/** Where aliases are shown: at the model they stand for, or in the project whose callers use them. */
export type AliasPlace = { kind: "model"; name: string } | { kind: "project"; id: string; name: string };

/** The aliases that belong there; of a wildcard, those of any name below it. */
export function aliasesAt(place: AliasPlace, aliases: readonly Alias[]): Alias[] {
  if (place.kind === "project") return aliases.filter(({ project }) => project === null || project.id === place.id);
  const prefix = place.name.endsWith("/*") ? place.name.slice(0, -1) : null;
  return aliases.filter(({ model }) => (prefix === null ? model === place.name : model.startsWith(prefix)));
}

/** Whether another alias of the list goes before it for callers of the project. */
export function isHidden(alias: Alias, among: readonly Alias[]): boolean {
  return alias.project === null && among.some((one) => one.name === alias.name && one.project !== null);
}

/** Whose callers may use it. */
export function scopeWord({ project }: Alias): string {
  return project === null ? "every project" : project.name;
}
