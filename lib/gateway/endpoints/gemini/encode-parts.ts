import type { Block, ReasoningBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { readArguments } from "@/lib/providers/read-arguments";
import { isSigned, writeOwnProof } from "./own-reasoning";

/** The parts of one candidate. Thoughts are shown to callers who asked for them; a proof always goes along, to come back. */
export function encodeParts(content: readonly Block[], options: { hidesReasoning: boolean }): JsonObject[] {
  const parts = content.flatMap((block) => encodePart(block, options));
  return parts.length > 0 ? parts : [{ text: "" }];
}

function encodePart(block: Block, { hidesReasoning }: { hidesReasoning: boolean }): JsonObject[] {
  switch (block.type) {
    case "text":
    case "refusal":
      return block.text === "" ? [] : [{ text: block.text }];
    case "reasoning":
      return encodeReasoning(block, hidesReasoning);
    case "tool_call":
      return [encodeCall(block)];
    default:
      return [];
  }
}

/** A call of a function, whole: Google's clients read arguments as an object. */
export function encodeCall(call: { id: string; name: string; arguments: string; signature?: string }): JsonObject {
  return {
    functionCall: { id: call.id, name: call.name, args: readArguments(call.arguments) },
    ...(call.signature === undefined ? {} : { thoughtSignature: call.signature }),
  };
}

function encodeReasoning(block: ReasoningBlock, isHidden: boolean): JsonObject[] {
  const text = isHidden ? "" : block.text;
  const proof = isSigned(block) ? { thoughtSignature: writeOwnProof(block) } : {};
  if (text === "" && proof.thoughtSignature === undefined) return [];
  return [{ text, thought: true, ...proof }];
}
