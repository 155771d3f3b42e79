import type { QuotaNote, TraceDetail } from "@/lib/ledger/contract";
import type { Admission, QuotaStanding } from "@/lib/quotas/contract";
import type { Exchange } from "../exchange";
import type { CallSize } from "./size-call";

type Refused = Extract<Admission, { kind: "refused" }>;

/** The trace line of a refused admission: what the call would have held, every quota that was asked, and the one that refused. */
export function noteRefused(exchange: Exchange, startedMs: number, size: CallSize, refused: Refused): void {
  const quotas = refused.standings.map((standing) => noteOf(standing, isSame(standing, refused.by)));
  if (!refused.standings.some((standing) => isSame(standing, refused.by))) quotas.push(noteOf(refused.by, true));
  exchange.noteQuotas("refused", startedMs, describeSize(size), quotas);
}

/** The trace line of an admission: what the call holds, and every quota that was asked. */
export function noteHeld(
  exchange: Exchange,
  startedMs: number,
  size: CallSize,
  standings: readonly QuotaStanding[],
): void {
  if (standings.length === 0) {
    exchange.note("admit", "no quota applies", startedMs);
    return;
  }
  const quotas: QuotaNote[] = [];
  for (const standing of standings) quotas.push(noteOf(standing, false));
  exchange.noteQuotas("held", startedMs, describeSize(size), quotas);
}

/** What is held, and how it was found: input "812 counted", output "512 asked". */
function describeSize({ inputTokens, outputTokens, costMicros, input, output }: CallSize): TraceDetail {
  const found: TraceDetail = {
    tokens: inputTokens + outputTokens,
    input: `${inputTokens} ${input}`,
    output: `${outputTokens} ${output.basis}`,
  };
  if (costMicros !== null) found.micros = Number(costMicros);
  return found;
}

/** Amounts as plain numbers: exact up to 2^53, and what JSON can say. */
function noteOf(standing: QuotaStanding, refused: boolean): QuotaNote {
  const { quota } = standing;
  const used = Number(standing.used);
  const held = Number(standing.held);
  const limit = Number(standing.limit);
  if (!refused && used + held <= limit && quota.subject === "") return [quota.id, used, held, limit];
  const note: QuotaNote = [quota.id, used, held, limit, verdictOf(standing, refused, used + held > limit)];
  if (quota.subject !== "") note.push(quota.subject);
  return note;
}

function verdictOf({ quota }: QuotaStanding, refused: boolean, over: boolean): NonNullable<QuotaNote[4]> {
  if (refused) return "refused";
  if (!over) return "";
  if (quota.shadow) return "shadow_refused";
  return quota.hard ? "" : "soft_over";
}

function isSame(one: QuotaStanding, other: QuotaStanding): boolean {
  return one.quota.id === other.quota.id && one.quota.subject === other.quota.subject;
}
