import { countKeysMadeBy, lockKeysMadeBy } from "@/db/queries/access-requests/request-facts";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import { personIdOf } from "@/lib/auth/actor";
import { invalidField } from "@/lib/errors/admin-error";
import type { Ask } from "../ceilings/judge";
import type { Work } from "../context";

interface NewKeyTerms {
  name: string;
  purpose: string;
  allowedModels: readonly string[];
  expiresAt: Date | null;
  quotas: readonly QuotaTerms[];
}

const DAY_MS = 86_400_000;

/** What a key to be asks of its team's ceiling; until the transaction ends, nobody makes another one for the same person. */
export async function boundsOf(work: Work, project: { id: string; teamId: string }, key: NewKeyTerms) {
  const { teamId } = project;
  const personId = personIdOf(work.actor) ?? "";
  await lockKeysMadeBy(work.run, { teamId, personId });
  const made = await countKeysMadeBy(work.run, work.organizationId, { teamId, personId });
  const ask: Ask = {
    monthlyMicrosPerKey: hardLimit(key.quotas, "usd_micros", "month"),
    tokensPerMinutePerKey: hardLimit(key.quotas, "tokens", "minute"),
    models: key.allowedModels,
    keyDays: daysUntil(work, key.expiresAt),
    keysPerPerson: made + 1,
  };
  return { teamId, ask, form: { kind: "key", project: project.id, name: key.name, purpose: key.purpose } };
}

/** Of two limits of one kind the later would take the place of the earlier, whatever was judged. Throws AdminError `invalid_request`. */
export function refuseTwins(quotas: readonly QuotaTerms[]): void {
  const kinds = quotas.map(({ unit, window, windowDays, anchor, shadow }) =>
    [unit, window, windowDays, anchor, shadow].join(" "),
  );
  if (new Set(kinds).size < kinds.length) throw invalidField("quotas", "set one limit twice; name each once");
}

/** Days from now until then, begun ones whole; null: for good. */
export function daysUntil(work: Pick<Work, "now">, end: Date | null): number | null {
  return end === null ? null : Math.ceil((end.getTime() - work.now().getTime()) / DAY_MS);
}

function hardLimit(
  quotas: readonly QuotaTerms[],
  unit: QuotaTerms["unit"],
  window: QuotaTerms["window"],
): bigint | null {
  const found = quotas.find((quota) => quota.unit === unit && quota.window === window && quota.hard && !quota.shadow);
  return found?.limit ?? null;
}
