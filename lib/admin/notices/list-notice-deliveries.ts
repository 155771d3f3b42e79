import { type DeliveryRow, listDeliveries } from "@/db/queries/notices/list-deliveries";
import type { DeliveryState } from "@/db/schema";
import { defineRead, inOrganization } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";

interface ListNoticeDeliveries {
  destinationId: string | null;
  state: DeliveryState | null;
  cursor: string | null;
  limit: number;
}

/** What was sent where, newest first, and what came of it. */
export const listNoticeDeliveries = defineRead({
  name: "notices.list_deliveries",
  permission: "notices:read",
  locate: inOrganization,
  async read(work, _target, { cursor, ...filter }: ListNoticeDeliveries): Promise<Page<DeliveryRow>> {
    const before = cursor === null ? null : (readCursor(cursor, 1)[0] ?? null);
    const rows = await listDeliveries(work.run, work.organizationId, { ...filter, before });
    return pageOf(rows, filter.limit, (row) => [row.id]);
  },
});
