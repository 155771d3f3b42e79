import { readCarriedProof } from "@/lib/llm/carried-proof";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";
import type { RelayRequest, RelaySplices, Target, TokenCounting } from "../contract";
import { ANTHROPIC_VERSION } from "./build-request";
import { MADE_BY } from "./own-reasoning";
import { LEAST_BUDGET } from "./plan-thinking";

interface RelayedCall {
  url: string;
  headers: Record<string, string>;
  splices: RelaySplices;
}

/** A caller's own Messages body on its way to Anthropic: where it goes, and what policy puts into it. */
export function buildRelay(request: RelayRequest, target: Target): RelayedCall {
  return {
    url: `${target.baseUrl}/messages`,
    headers: relayHeaders(request, target, request.stream ? "text/event-stream" : "application/json"),
    splices: relaySplices(request, target),
  };
}

/** Counting takes the same body (Anthropic API reference, "Count tokens in a Message") and no word on how to answer. */
export const countTokens: TokenCounting = {
  buildRelay: (request, target) => {
    const { set, remove } = relaySplices(request, target);
    return {
      url: `${target.baseUrl}/messages/count_tokens`,
      headers: relayHeaders(request, target, "application/json"),
      splices: { set, remove: [...remove, "stream", "max_tokens"] },
    };
  },
  readCount: (body) => countOf(objectOf(body)?.input_tokens),
};

function relayHeaders(
  { headers = {} }: Pick<RelayRequest, "headers">,
  { credential }: Target,
  accept: string,
): Record<string, string> {
  const { "anthropic-version": version = ANTHROPIC_VERSION, "anthropic-beta": betas } = headers;
  return {
    "content-type": "application/json",
    accept,
    "anthropic-version": version,
    ...(betas === undefined ? {} : { "anthropic-beta": betas }),
    "x-api-key": credential?.reveal() ?? "",
  };
}

/** The upstream's model name; a bound on the answer; and never a proof that Anthropic did not make, because it refuses the call. */
export function relaySplices(
  { body = {}, outputBound }: Pick<RelayRequest, "body" | "outputBound">,
  target: Target,
): RelaySplices {
  const set: RelaySplices["set"] = { model: target.upstreamModel };
  const remove: string[] = [];
  if (outputBound !== undefined) {
    set.max_tokens = outputBound.tokens;
    const thinking = objectOf(body.thinking);
    if (thinking !== undefined) boundThinking(thinking, outputBound.tokens, { set, remove });
  }
  const messages = arrayOf(body.messages);
  if (messages.some((message) => carriedIn(message))) set.messages = messages.map(withNativeProofs);
  return { set, remove };
}

/** A budget must stay below the bound: half of it, and no thinking at all where even the least one does not fit. */
function boundThinking(thinking: JsonObject, bound: number, { set, remove }: RelaySplices): void {
  const budget = thinking.budget_tokens;
  if (typeof budget !== "number" || budget < bound) return;
  if (bound <= LEAST_BUDGET) remove.push("thinking");
  else set.thinking = { ...thinking, budget_tokens: Math.max(LEAST_BUDGET, Math.floor(bound / 2)) };
}

function contentOf(message: Json): readonly Json[] {
  return arrayOf(objectOf(message)?.content);
}

function proofOf(block: Json): string {
  if (!isJsonObject(block)) return "";
  if (block.type === "thinking") return textOf(block.signature) ?? "";
  return block.type === "redacted_thinking" ? (textOf(block.data) ?? "") : "";
}

function carriedIn(message: Json): boolean {
  return contentOf(message).some((block) => readCarriedProof(proofOf(block)) !== undefined);
}

/** Reasoning of Anthropic's own that went through another lane gets its own proof back; anybody else's is left out. */
function withNativeProofs(message: Json): Json {
  if (!carriedIn(message) || !isJsonObject(message)) return message;
  const content = contentOf(message).flatMap((block): Json[] => {
    const carried = readCarriedProof(proofOf(block));
    if (carried === undefined || !isJsonObject(block)) return [block];
    if (carried.madeBy !== MADE_BY || carried.proof === "") return [];
    return [{ ...block, [block.type === "thinking" ? "signature" : "data"]: carried.proof }];
  });
  return { ...message, content: content.length > 0 ? content : [{ type: "text", text: "." }] };
}
