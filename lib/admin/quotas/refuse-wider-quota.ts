import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { askOfQuota } from "../ceilings/ask-of-quota";
import { refuseBeyondCeiling } from "../ceilings/refuse-beyond-ceiling";
import type { Work } from "../context";
import { askForm, refuseWithoutSecondPerson } from "../four-eyes/refuse-without-second-person";
import { limitNow } from "./limit-now";

/**
 * What a quota would let through after a change, running raises included: `limit` null is anything. A lead stays inside the team's ceiling,
 * and what the organization calls dangerous takes two people. Throws AdminError `beyond_ceiling` or `needs_second_person`.
 */
export async function refuseWiderQuota(work: Work, quota: QuotaRow, limit: bigint | null): Promise<void> {
  if (quota.shadow || !quota.hard) return;
  const form = { kind: "quota", quota: quota.id };
  await refuseWithoutSecondPerson(work, { kind: "quota", quota, limit }, askForm(form));
  if (quota.teamId === null || (limit !== null && limit <= limitNow(quota))) return;
  await refuseBeyondCeiling(work, { teamId: quota.teamId, ask: askOfQuota(quota, limit), form });
}
