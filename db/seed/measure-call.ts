import { toBase62 } from "@/lib/crypto/base62";
import type { AttemptNote } from "@/lib/ledger/contract";
import { NO_USAGE, type TokenUsage, type UsageSource } from "@/lib/llm/usage";
import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";
import { priceOf } from "@/lib/pricing/price-of";
import { RETRYABLE, TROUBLE_STATUS, type UpstreamTrouble } from "./demo-fate";
import { HABITS, type HabitShape } from "./demo-habits";
import { DEMO_MODELS } from "./demo-models";
import type { DemoWorld, WorldKey } from "./demo-world";
import type { PlannedCall } from "./plan-calls";
import type { Chance } from "./random";

/** A planned call with everything the upstream would have made of it. */
export interface MeasuredCall extends PlannedCall {
  requestId: string;
  caller: WorldKey | null;
  policy: ModelPolicy | null;
  /** The target that answered, or the last that was tried; null when none was. */
  target: DeploymentPolicy | null;
  attempts: AttemptNote[];
  usage: TokenUsage;
  usageSource: UsageSource;
  inputTokens: number;
  costMicros: bigint | null;
  costPicos: bigint | null;
  /** Milliseconds from the first byte in to the first try. */
  overheadMs: number;
  ttftMs: number | null;
  durationMs: number;
  bytes: number;
  endUser: string | null;
  sessionId: string | null;
  clientAddress: string;
  userAgent: string;
}

const TROUBLE_MS: Readonly<Record<UpstreamTrouble, number>> = {
  upstream_error: 420,
  upstream_timeout: 5_000,
  overloaded: 160,
  upstream_rate_limited: 110,
  upstream_auth_error: 95,
  upstream_rejected: 130,
  context_length_exceeded: 180,
};
const BYTES_PER_TOKEN = 4.2;

/** Gives a call its lengths, its targets, its times and its price. Deterministic for the same chance. */
export function measureCall(call: PlannedCall, world: DemoWorld, chance: Chance): MeasuredCall {
  const shape = HABITS[call.key?.habit ?? "idle"];
  const caller = (call.key && world.keys.get(call.key.name)) ?? null;
  const policy = world.snapshot.models.get(call.model) ?? null;
  const drawn = Math.round(Math.min(chance.logNormal(shape.inputTokens, 0.7), 0.6 * (policy?.contextWindow ?? 9e4)));
  const inputTokens = call.inputTokens ?? drawn;
  const overheadMs = 0.6 + chance.logNormal(1.1, 0.6);
  const base = {
    ...call,
    requestId: requestIdAt(call.startedAt, chance),
    caller,
    policy,
    inputTokens,
    overheadMs,
    bytes: Math.round(inputTokens * BYTES_PER_TOKEN) + 180,
    ...whoseCall(call, chance),
    clientAddress: call.key === null ? `198.51.100.${chance.whole(2, 250)}` : `${shape.network}.${chance.whole(2, 60)}`,
    userAgent: call.key === null ? "curl/8.9.1" : chance.pick(shape.userAgents),
  };
  if (call.fate.kind === "refused" || policy === null) return { ...base, ...nothingCalled(overheadMs) };
  return { ...base, ...callTargets(base, { policy, shape, chance }) };
}

type Outcome = Pick<
  MeasuredCall,
  "target" | "attempts" | "usage" | "usageSource" | "costMicros" | "costPicos" | "ttftMs" | "durationMs"
>;

function nothingCalled(overheadMs: number): Outcome {
  const durationMs = Math.round(overheadMs);
  return {
    target: null,
    attempts: [],
    usage: NO_USAGE,
    usageSource: "none",
    costMicros: null,
    costPicos: null,
    ttftMs: null,
    durationMs,
  };
}

function callTargets(
  call: PlannedCall & { overheadMs: number; inputTokens: number },
  by: { policy: ModelPolicy; shape: HabitShape; chance: Chance },
): Outcome {
  const { fate, overheadMs } = call;
  const failures = failuresOf(call, by);
  const afterFailures = overheadMs + failures.reduce((sum, one) => sum + one.durationMs, 0);
  const target = by.policy.deployments[failures.length];
  if (fate.kind === "failed" || target === undefined) {
    const last = by.policy.deployments[failures.length - 1] ?? null;
    return { ...nothingCalled(afterFailures), target: last, attempts: failures };
  }
  const { usage, source } = usageOf(call, { ...by, target });
  const pace = DEMO_MODELS.find((model) => model.name === by.policy.name)?.pace ?? { ttftMs: 300, perTokenMs: 8 };
  const waitMs = by.chance.logNormal(pace.ttftMs, 0.35);
  const writeMs = (usage.output + usage.reasoning) * pace.perTokenMs * by.chance.logNormal(1, 0.12);
  const attempt: AttemptNote = {
    ...attemptAt(target, afterFailures),
    outcome: "ok",
    status: 200,
    errorCode: null,
    durationMs: Math.round(call.stream ? waitMs : waitMs + writeMs),
    upstreamRequestId: `sim-${toBase62(BigInt(by.chance.whole(0, 2_000_000_000)), 6)}`,
  };
  return {
    target,
    attempts: [...failures, attempt],
    usage,
    usageSource: source,
    ...costOf(usage, target),
    ttftMs: call.stream ? Math.round(afterFailures + waitMs) : null,
    durationMs: Math.round(afterFailures + waitMs + writeMs),
  };
}

function costOf(usage: TokenUsage, { price }: DeploymentPolicy): Pick<Outcome, "costMicros" | "costPicos"> {
  if (price === null) return { costMicros: null, costPicos: null };
  const { costMicros, costPicos } = priceOf(usage, price);
  return { costMicros, costPicos };
}

/** Tries that gave no answer: the first target's before a rescue, every target's of a failure another could have mended. */
function failuresOf(
  call: PlannedCall & { overheadMs: number },
  by: { policy: ModelPolicy; chance: Chance },
): AttemptNote[] {
  const { fate } = call;
  if (fate.kind !== "rescued" && fate.kind !== "failed") return [];
  const { deployments } = by.policy;
  const rescued = fate.kind === "rescued" && deployments.length > 1;
  const tried =
    rescued || !RETRYABLE.has(fate.trouble) ? deployments.slice(0, 1) : fate.kind === "failed" ? deployments : [];
  let startedMs = call.overheadMs;
  return tried.map((target) => {
    const durationMs = Math.round(by.chance.logNormal(TROUBLE_MS[fate.trouble], 0.2));
    const attempt = attemptAt(target, startedMs);
    startedMs += durationMs;
    const status = TROUBLE_STATUS[fate.trouble];
    return { ...attempt, outcome: "failed", status, errorCode: fate.trouble, durationMs, upstreamRequestId: null };
  });
}

function attemptAt(target: DeploymentPolicy, startedMs: number) {
  return {
    deploymentId: target.id,
    providerId: target.providerId,
    providerName: target.providerName,
    upstreamModel: target.upstreamModel,
    simulated: target.simulated,
    startedMs: Math.round(startedMs),
  };
}

/** A stream that did not end reports nothing, so its tokens are estimated and none counts as cached. */
function usageOf(
  call: PlannedCall & { inputTokens: number },
  by: { policy: ModelPolicy; target: DeploymentPolicy; shape: HabitShape; chance: Chance },
): { usage: TokenUsage; source: UsageSource } {
  const { policy, target, shape, chance } = by;
  const { fate, inputTokens } = call;
  const made = Math.max(
    1,
    Math.round(Math.min(chance.logNormal(shape.outputTokens, 0.65), policy.maxOutputTokens ?? 4_096)),
  );
  if (fate.kind === "aborted" || fate.kind === "interrupted" || fate.kind === "truncated") {
    const done = fate.kind === "truncated" ? 0.6 : fate.done;
    return { usage: { ...NO_USAGE, uncachedInput: inputTokens, output: Math.round(made * done) }, source: "estimated" };
  }
  const prices = target.price?.tiers[0]?.picoUsdPerToken ?? {};
  const cached = prices.cacheRead === undefined ? 0 : Math.round(inputTokens * shape.cachedShare * chance.next() * 1.3);
  const cacheRead = Math.min(cached, inputTokens - 1);
  const cacheWrite = prices.cacheWrite === undefined ? 0 : Math.round((inputTokens - cacheRead) * 0.2);
  const share = DEMO_MODELS.find((model) => model.name === policy.name)?.pace.reasoningShare ?? 0;
  const reasoning = Math.round(made * share);
  const uncachedInput = inputTokens - cacheRead - cacheWrite;
  return {
    usage: { ...NO_USAGE, uncachedInput, cacheRead, cacheWrite, output: made - reasoning, reasoning },
    source: "reported",
  };
}

/** Few of the users of a chat write often and most seldom; an agent works on one thing for two hours. */
function whoseCall({ key, startedAt }: PlannedCall, chance: Chance): Pick<MeasuredCall, "endUser" | "sessionId"> {
  if (key?.habit === "chat") {
    const endUser = `user-${1_000 + Math.floor(900 * chance.next() ** 2)}`;
    const day = startedAt.toISOString().slice(0, 10);
    return { endUser, sessionId: key.mayAttribute ? `chat-${day}-${endUser.slice("user-".length)}` : null };
  }
  const turn = Math.floor(startedAt.getTime() / AGENT_TURN_MS);
  return { endUser: null, sessionId: key?.habit === "agent" ? `review-${turn % 10_000}` : null };
}

const AGENT_TURN_MS = 2 * 3_600_000;

/** An id of the usual form whose time is the call's own. */
function requestIdAt(startedAt: Date, chance: Chance): string {
  const word = () => BigInt(chance.whole(0, 4_294_967_295));
  const random = (word() << 64n) | (word() << 32n) | word();
  return `req_${toBase62(BigInt(startedAt.getTime()), 8)}${toBase62(random, 17)}`;
}
