import type { Answer } from "@/lib/llm/answer";
import { carryProof } from "@/lib/llm/carried-proof";
import type { Block, ReasoningBlock, ToolCallBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson } from "@/lib/llm/read-json";
import type { EncodeContext } from "../../endpoint";
import { encodeUsage, guessedUsage } from "./encode-usage";
import { messageEnvelope, stopDetails, toolUse } from "./message-envelope";
import { encodeStopReason } from "./stop-reasons";

/**
 * An answer as the JSON text of a `message` (Anthropic API reference, "Message"); its blocks keep their order. Throws AppError
 * `upstream_error` when the model broke off with an error.
 */
export function encodeAnswer(answer: Answer, context: EncodeContext): string {
  const [choice] = answer.choices;
  const blocks = choice?.content ?? [];
  const stopReason = encodeStopReason(
    choice?.finish ?? "stop",
    blocks.some(({ type }) => type === "tool_call"),
  );
  const refusal = blocks.map((block) => (block.type === "refusal" ? block.text : "")).join("");
  const content = blocks.flatMap((block) => encodeBlock(block, context.hidesReasoning === true));
  const usage = answer.usage ?? guessedUsage(context.inputTokensEstimate, JSON.stringify(content).length);
  return JSON.stringify({
    ...messageEnvelope(answer.id, context.requestedModel),
    content,
    stop_reason: stopReason,
    stop_sequence: choice?.stopSequence ?? null,
    stop_details: stopDetails(stopReason, refusal),
    usage: encodeUsage(usage),
  });
}

function encodeBlock(block: Block, hidesReasoning: boolean): JsonObject[] {
  switch (block.type) {
    case "text":
    case "refusal":
      return block.text === "" ? [] : [{ type: "text", text: block.text, citations: null }];
    case "reasoning":
      return encodeReasoning(block, hidesReasoning);
    case "tool_call":
      return encodeToolCall(block);
    default:
      return [];
  }
}

/** Thinking that may not be shown is worth a block only where a proof must come back. */
function encodeReasoning({ text, signature, madeBy = "", redacted }: ReasoningBlock, hides: boolean): JsonObject[] {
  const proof = carryProof({ use: "reasoning", madeBy, proof: signature ?? "" });
  if (redacted === true) return signature === undefined ? [] : [{ type: "redacted_thinking", data: proof }];
  if (hides && signature === undefined) return [];
  return text === "" && signature === undefined
    ? []
    : [{ type: "thinking", thinking: hides ? "" : text, signature: proof }];
}

/** Arguments that are no JSON object stay readable under `_raw`. A proof that belongs to the call goes before it, where clients keep it. */
function encodeToolCall({ id, name, arguments: json, signature }: ToolCallBlock): JsonObject[] {
  const input = objectOf(parseJson(json === "" ? "{}" : json)) ?? { _raw: json };
  const call = toolUse(id, name, input);
  return signature === undefined ? [call] : [callProof(signature), call];
}

/** The block that carries the proof of the tool call after it. */
export function callProof(signature: string): JsonObject {
  return { type: "redacted_thinking", data: carryProof({ use: "call", madeBy: "", proof: signature }) };
}
