import { KEY_STATUSES, type KeyRow, type KeyStatusNow, listKeys as listKeyRows } from "@/db/queries/keys/list-keys";
import { personIdOf } from "@/lib/auth/actor";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { onlyTeam } from "../only-team";

interface ListKeys {
  teamId: string | null;
  projectId: string | null;
  /** Null: all but revoked. */
  statuses: readonly KeyStatusNow[] | null;
  model: string | null;
  createdBy: string | null;
  mine: boolean;
  search: string | null;
  cursor: string | null;
  limit: number;
}

const NOT_REVOKED = KEY_STATUSES.filter((status) => status !== "revoked");

/** Virtual keys the actor may see, newest first. */
export const listKeys = defineRead({
  name: "keys.list",
  permission: "keys:read",
  locate: anywhere,
  async read(work, _target, input: ListKeys): Promise<Page<KeyRow>> {
    const { projectId, model, search, limit } = input;
    const rows = await listKeyRows(work.run, work.organizationId, {
      teamIds: onlyTeam(teamsWith(work.actor, "keys:read"), input.teamId),
      projectId,
      statuses: input.statuses ?? NOT_REVOKED,
      model,
      createdBy: input.mine ? personIdOf(work.actor) : input.createdBy,
      search,
      after: input.cursor === null ? null : (readCursor(input.cursor, 1)[0] ?? null),
      limit,
    });
    return pageOf(rows, limit, (key) => [key.id]);
  },
});
