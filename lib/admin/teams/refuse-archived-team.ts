import { AdminError } from "@/lib/errors/admin-error";

/** Nothing is added to what was put away. Throws AdminError `conflict`. */
export function refuseArchivedTeam(team: { archivedAt: Date | null }): void {
  if (team.archivedAt !== null) throw new AdminError("conflict", "The team is archived. Choose another team.");
}
