import type { Block, ChatMessage, ToolResultBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson } from "@/lib/llm/read-json";
import type { TargetCapabilities } from "../contract";
import { toTurns } from "../conversation-turns";
import { readArguments } from "../read-arguments";
import type { GeminiFacts } from "./models";
import { writeMedia } from "./write-media";

/** Accepted in place of a signature that was lost, e.g. because another provider made the call (Google's "Thought signatures" guide). */
const LOST_SIGNATURE = "skip_thought_signature_validator";

/** Names of functions by the id of their call; a response must repeat the name, and callers send only the id. */
type CallNames = ReadonlyMap<string, string>;

/** The conversation after its leading system messages. Throws AppError `unsupported_parameter` for content the model cannot take. */
export function writeContents(
  messages: readonly ChatMessage[],
  facts: GeminiFacts,
  accepts: TargetCapabilities,
): Json[] {
  const turns = toTurns(messages);
  const calls = turns.flatMap(({ blocks }) => blocks.filter((block) => block.type === "tool_call"));
  const names: CallNames = new Map(calls.map(({ id, name }) => [id, name]));
  return turns.map(({ role, blocks }): JsonObject => {
    const parts = blocks.flatMap((block) => writeBlock(block, { names, facts, accepts }));
    const signed = facts.wantsSignatures ? withSignature(parts) : parts;
    return { role: role === "assistant" ? "model" : "user", parts: signed.length > 0 ? signed : [{ text: "." }] };
  });
}

function writeBlock(
  block: Block,
  model: { names: CallNames; facts: GeminiFacts; accepts: TargetCapabilities },
): JsonObject[] {
  switch (block.type) {
    case "text":
    case "refusal":
      return block.text === "" ? [] : [{ text: block.text }];
    case "image":
    case "document":
    case "audio":
      return [writeMedia(block, model)];
    case "tool_call": {
      const functionCall = { id: block.id, name: block.name, args: readArguments(block.arguments) };
      return [{ functionCall, ...(block.signature === undefined ? {} : { thoughtSignature: block.signature }) }];
    }
    case "tool_result":
      return [
        { functionResponse: writeResult(block, model.names.get(block.toolCallId) ?? block.toolCallId) },
        ...block.content.flatMap((part) => (part.type === "text" ? [] : [writeMedia(part, model)])),
      ];
    case "reasoning":
      return [];
  }
}

function writeResult({ toolCallId, content, isError }: ToolResultBlock, name: string): JsonObject {
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
  const result = objectOf(parseJson(text)) ?? { result: text };
  return { id: toolCallId, name, response: isError ? { error: text } : result };
}

/** The first call of a step carries the signature for all of them; one that lost it gets the sentinel. */
function withSignature(parts: JsonObject[]): JsonObject[] {
  const first = parts.findIndex((part) => part.functionCall !== undefined);
  return parts.map((part, index) =>
    index === first && part.thoughtSignature === undefined ? { ...part, thoughtSignature: LOST_SIGNATURE } : part,
  );
}
