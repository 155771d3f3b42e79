import { type FullRecord, findRecord } from "@/db/queries/requests/find-record";
import { findTextStanding } from "@/db/queries/requests/find-text";
import { may } from "@/lib/auth/authorize";
import type { Work } from "../context";
import { defineRead, type Located } from "../define-verb";
import { readableRecords } from "./record-reader";
import { showQuotas } from "./show-quotas";
import { showFullRecord } from "./show-record";

/** One exchange with its decision trace, attempts and cost, and whether its text is kept. */
export const getRequest = defineRead({
  name: "requests.get",
  permission: "requests:read",
  kind: "request",
  locate,
  async read(work, record: FullRecord, _input: { requestId: string }) {
    const [quotas, { isStored, tier }] = await Promise.all([
      showQuotas(work, record.trace),
      findTextStanding(work.database.sql, record),
    ]);
    const { teamId } = record;
    const scope = teamId === null ? ({ kind: "organization" } as const) : ({ kind: "team", teamId } as const);
    const text = { stored: isStored, tier, mayReveal: may(work.actor, "requests:reveal", scope) };
    return { ...showFullRecord(record, quotas), text };
  },
});

async function locate(work: Work, input: { requestId: string }): Promise<Located<FullRecord> | null> {
  const record = await findRecord(work.database, readableRecords(work, "requests:read"), input.requestId);
  if (record === null) return null;
  const { teamId } = record;
  return { target: record, scope: teamId === null ? { kind: "organization" } : { kind: "team", teamId } };
}
