import { findNoticeDestination, type NoticeDestinationStanding, nameTeams } from "@/db/queries/notices/destinations";
import { invalidField, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** A destination with the teams it listens for. */
export interface ShownDestination extends NoticeDestinationStanding {
  teams: { id: string; name: string }[];
}

/** `locate` for one destination: they are the organization's. */
export async function locateNoticeDestination(
  work: Work,
  { destinationId }: { destinationId: string },
): Promise<Located<NoticeDestinationStanding> | null> {
  const target = await findNoticeDestination(work.run, work.organizationId, destinationId);
  return target && { target, scope: { kind: "organization" } };
}

/** A destination again after a change. */
export async function readNoticeDestination(work: Work, id: string): Promise<ShownDestination> {
  const row = await findNoticeDestination(work.run, work.organizationId, id);
  if (row === null) throw notFound("destination");
  const [shown] = await withTeams(work, [row]);
  return shown ?? { ...row, teams: [] };
}

/** Destinations with the names of their teams. */
export async function withTeams(work: Work, rows: readonly NoticeDestinationStanding[]): Promise<ShownDestination[]> {
  const names = await nameTeams(work.run, work.organizationId, [...new Set(rows.flatMap((row) => row.teamIds))]);
  return rows.map((row) => ({ ...row, teams: row.teamIds.map((id) => ({ id, name: names.get(id) ?? id })) }));
}

/** Throws AdminError `invalid_request` for a team the organization has not. */
export async function checkTeams(work: Work, teamIds: readonly string[]): Promise<void> {
  const names = await nameTeams(work.run, work.organizationId, teamIds);
  const missing = teamIds.findIndex((id) => !names.has(id));
  if (missing !== -1) throw invalidField(`teamIds.${missing}`, "there is no such team");
}
