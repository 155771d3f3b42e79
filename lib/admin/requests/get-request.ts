import { type FullRecord, findRecord } from "@/db/queries/requests/find-record";
import type { Work } from "../context";
import { defineRead, type Located } from "../define-verb";
import { readableRecords } from "./record-reader";
import { showQuotas } from "./show-quotas";
import { showFullRecord } from "./show-record";

/** One exchange with its decision trace, attempts and cost. */
export const getRequest = defineRead({
  name: "requests.get",
  permission: "requests:read",
  kind: "request",
  locate,
  async read(work, record: FullRecord, _input: { requestId: string }) {
    return showFullRecord(record, await showQuotas(work, record.trace));
  },
});

async function locate(work: Work, input: { requestId: string }): Promise<Located<FullRecord> | null> {
  const record = await findRecord(work.database, readableRecords(work, "requests:read"), input.requestId);
  if (record === null) return null;
  const { teamId } = record;
  return { target: record, scope: teamId === null ? { kind: "organization" } : { kind: "team", teamId } };
}
