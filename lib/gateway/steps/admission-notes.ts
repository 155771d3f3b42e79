import type { QuotaNote, QuotaVerdict, TraceDetail } from "@/lib/ledger/contract";
import type { Admission, Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { Exchange } from "../exchange";
import type { CallSize } from "./size-call";

type Refused = Extract<Admission, { kind: "refused" }>;
type Admitted = Extract<Admission, { kind: "admitted" }>;

/** The trace line of a refused admission: what the call would have held, every quota that was asked, and the one that refused. */
export function noteRefused(exchange: Exchange, startedMs: number, size: CallSize, refused: Refused): void {
  const quotas = refused.standings.map((standing) => noteOf(standing, isSame(standing, refused.by) ? "refused" : null));
  if (!refused.standings.some((standing) => isSame(standing, refused.by))) quotas.push(noteOf(refused.by, "refused"));
  exchange.noteQuotas("refused", startedMs, describeSize(size), quotas);
}

/** The trace line of an admission: what the call holds, and every quota that was asked; those in shadow join when they answered. */
export function noteHeld(exchange: Exchange, startedMs: number, size: CallSize, admitted: Admitted): void {
  const { standings, hold } = admitted;
  if (standings.length === 0 && hold.watched === undefined) {
    exchange.note("admit", "no quota applies", startedMs);
    return;
  }
  const quotas: QuotaNote[] = [];
  for (const standing of standings) quotas.push(noteOf(standing, null));
  const { withoutStore = [] } = admitted;
  const detail = describeSize(size);
  if (withoutStore.length > 0) detail.without_store = withoutStore.map(rulePassed).join("; ");
  exchange.noteQuotas(withoutStore.length > 0 ? "held without the store" : "held", startedMs, detail, quotas);
  if (hold.watched !== undefined) noteWatched(quotas, hold.watched);
}

/** Why a quota let a call pass while the store was away: "last_known: team usd_micros/month". */
function rulePassed({ hard, onStoreDown, scopeKind, unit, window }: Quota): string {
  return `${hard ? onStoreDown : "soft"}: ${scopeKind} ${unit}/${window}`;
}

/** A quota in shadow mode that fails says nothing; the engine tells of its failures itself. */
function noteWatched(quotas: QuotaNote[], watched: readonly Promise<Admission | null>[]): void {
  const note = (admission: Admission | null) => {
    if (admission?.kind === "refused") quotas.push(noteOf(admission.by, "shadow_refused"));
    else for (const standing of admission?.standings ?? []) quotas.push(noteOf(standing, null));
  };
  for (const verdict of watched) void verdict.then(note, () => undefined);
}

/** What is held, and how it was found: input "812 counted", output "512 asked". */
function describeSize({ inputTokens, outputTokens, costMicros, input, output }: CallSize): TraceDetail {
  const found: TraceDetail = { input: `${inputTokens} ${input}`, output: `${outputTokens} ${output.basis}` };
  if (costMicros !== null) found.micros = Number(costMicros);
  return found;
}

/** Amounts as plain numbers: exact up to 2^53, and what JSON can say. */
function noteOf(standing: QuotaStanding, verdict: QuotaVerdict | null): QuotaNote {
  const { quota } = standing;
  const used = Number(standing.used);
  const held = Number(standing.held);
  const limit = Number(standing.limit);
  const said = verdict ?? (quota.hard || used + held <= limit ? "" : "soft_over");
  if (quota.subject !== "") return [quota.id, used, held, limit, said, quota.subject];
  return said === "" ? [quota.id, used, held, limit] : [quota.id, used, held, limit, said];
}

function isSame(one: QuotaStanding, other: QuotaStanding): boolean {
  return one.quota.id === other.quota.id && one.quota.subject === other.quota.subject;
}
