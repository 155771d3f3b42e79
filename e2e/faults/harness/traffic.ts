import { mintVirtualKeySecret, newPublicId } from "@/lib/crypto/virtual-key";

/** Which kind of caller made a call; `stranger` shows well-formed keys that nobody ever made. */
export type Caller = "plain" | "deny" | "last_known" | "allow" | "stranger";

export interface Outcome {
  caller: Caller;
  /** 0 when there was no answer at all. */
  status: number;
  code: string | null;
  retryAfter: string | null;
  requestId: string;
  /** From sending to the end of the answer. */
  ms: number;
  /** What the gateway says it took to check key and quotas; null for a refusal. */
  checksMs: number | null;
}

export interface TrafficOptions {
  origin: string;
  model: string;
  keys: Record<Exclude<Caller, "stranger">, string>;
  /** Calls per second, sent whether or not earlier ones were answered. */
  rate: number;
}

/** Twenty turns: mostly keys that need nothing of the store, some that do, and one stranger. */
const TURNS: readonly Caller[] = [
  ...Array<Caller>(11).fill("plain"),
  "deny",
  "last_known",
  "allow",
  "deny",
  "last_known",
  "allow",
  "deny",
  "last_known",
  "stranger",
];
const GIVE_UP_MS = 30_000;

/** Open-loop traffic until `stop`, which resolves with every outcome when the last call has ended. */
export function startTraffic(options: TrafficOptions): { stop(): Promise<Outcome[]> } {
  const calls: Promise<Outcome>[] = [];
  const timer = setInterval(() => {
    const caller = TURNS[calls.length % TURNS.length] ?? "plain";
    calls.push(call(caller, options, calls.length % 3 === 0));
  }, 1_000 / options.rate);
  return {
    stop() {
      clearInterval(timer);
      return Promise.all(calls);
    },
  };
}

/** One call, streaming or not, whole. */
export async function call(caller: Caller, options: Omit<TrafficOptions, "rate">, stream = false): Promise<Outcome> {
  const key = caller === "stranger" ? mintVirtualKeySecret(newPublicId()).reveal() : options.keys[caller];
  const startedAt = performance.now();
  const outcome = { caller, code: null, retryAfter: null, requestId: "", checksMs: null };
  try {
    const response = await fetch(`${options.origin}/api/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: options.model,
        max_tokens: 10,
        stream,
        messages: [{ role: "user", content: "Say something." }],
        metadata: { simulate: "outputTokens=10" },
      }),
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    const text = await response.text();
    const code = response.ok ? null : ((JSON.parse(text) as { error: { code: string } }).error.code ?? null);
    return {
      ...outcome,
      code,
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      requestId: response.headers.get("x-request-id") ?? "",
      ms: performance.now() - startedAt,
      checksMs: response.ok ? checksOf(response.headers.get("server-timing") ?? "") : null,
    };
  } catch (error) {
    return { ...outcome, status: 0, code: String(error), ms: performance.now() - startedAt };
  }
}

/** How often each caller met each answer, for messages that explain themselves. */
export function tally(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { caller, status, code } of outcomes) {
    const kind = `${caller} ${status}${code === null ? "" : ` ${code}`}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind}: ${count}`).join(", ");
}

/** The steps that may need the store, of `authenticate;dur=0.1, read;dur=0.2, …`. */
function checksOf(serverTiming: string): number {
  const steps = [...serverTiming.matchAll(/(authenticate|admit);dur=([\d.]+)/g)];
  return steps.reduce((sum, [, , ms]) => sum + Number(ms), 0);
}

/** The time that a share `p` (0 to 1) of the times does not exceed, ms; 0 of none. */
export function percentile(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}

/** Answered calls of one kind of caller: whole, and the checks alone. Of `plain` ones nothing was needed of the store. */
export function timesOf(outcomes: readonly Outcome[], caller: Caller = "plain"): { whole: number[]; checks: number[] } {
  const answered = outcomes.filter((one) => one.caller === caller && one.checksMs !== null);
  return { whole: answered.map(({ ms }) => ms), checks: answered.map(({ checksMs }) => checksMs ?? 0) };
}
