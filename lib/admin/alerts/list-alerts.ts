import { type AlertFilter, listAlerts as listRows, type ShownAlert } from "@/db/queries/alerts/list-alerts";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { onlyTeam } from "../only-team";

interface ListAlerts extends Omit<AlertFilter, "teams"> {
  teamId: string | null;
  cursor: string | null;
  limit: number;
}

/** What is and was wrong, newest first; members see what concerns their teams. */
export const listAlerts = defineRead({
  name: "alerts.list",
  permission: "alerts:read",
  locate: anywhere,
  async read(work, _target, { cursor, teamId, ...filter }: ListAlerts): Promise<Page<ShownAlert>> {
    const before = cursor === null ? null : (readCursor(cursor, 1)[0] ?? null);
    const teams = onlyTeam(teamsWith(work.actor, "alerts:read"), teamId);
    const rows = await listRows(work.run, work.organizationId, { ...filter, before, teams });
    return pageOf(rows, filter.limit, (row) => [row.id]);
  },
});
