import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { ceilingOf } from "./ceiling-of";
import { type Ask, judge } from "./judge";

interface Bounded {
  teamId: string;
  ask: Ask;
  /** Query of the form that asks for it. */
  form: Record<string, string>;
}

/**
 * Nobody gives themselves more than the ceiling of their tier: members that of `member`, leads that of `lead`. Owners, admins, Gatehouse
 * itself and approved requests are bound by none. Throws AdminError `beyond_ceiling`.
 */
export async function refuseBeyondCeiling(work: Work, { teamId, ask, form }: Bounded): Promise<void> {
  if (work.approval !== undefined) return;
  const terms = await ceilingOf(work, teamId);
  const beyond = terms === null ? undefined : judge(terms, ask).find(({ fits }) => !fits);
  if (beyond === undefined) return;
  throw new AdminError(
    "beyond_ceiling",
    `${beyond.sentence} Ask for it: ${work.publicUrl}/access-requests/new?${new URLSearchParams(form)}`,
  );
}
