import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { MADE_BY } from "./own-reasoning";
import { readUsage } from "./read-usage";
import { readStopReason } from "./stop-reasons";

type Reader = (block: JsonObject) => Block[];

/** Blocks of server tools and anything newer have no place in a chat answer and are left out. */
const READERS: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ["text", (block) => [{ type: "text", text: textOf(block.text) ?? "" }]],
  ["thinking", (block) => [{ type: "reasoning", text: textOf(block.thinking) ?? "", ...signed(block.signature) }]],
  ["redacted_thinking", (block) => [{ type: "reasoning", text: "", ...signed(block.data), redacted: true }]],
  ["tool_use", readToolUse],
]);

/** Reads a Messages body (Anthropic API reference, "Message"). Throws AppError `upstream_error` when it is none. */
export function readAnswer(body: unknown): Answer {
  const message = objectOf(body);
  if (message === undefined || !Array.isArray(message.content)) {
    throw new AppError("upstream_error", "The upstream's answer could not be read. Try again.", {
      internal: "a message without content",
    });
  }
  const usage = readUsage(message);
  const stopSequence = textOf(message.stop_sequence);
  return {
    id: textOf(message.id) ?? "",
    model: textOf(message.model) ?? "",
    choices: [
      {
        content: [...arrayOf(message.content).flatMap(readBlock), ...readRefusal(message)],
        finish: readStopReason(message.stop_reason),
        ...(stopSequence === undefined ? {} : { stopSequence }),
      },
    ],
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Why the model refused, when it says so. */
export function refusalText(message: JsonObject): string {
  if (message.stop_reason !== "refusal") return "";
  return textOf(objectOf(message.stop_details)?.explanation) ?? "";
}

function readBlock(value: Json): Block[] {
  const block = objectOf(value) ?? {};
  return READERS.get(block.type)?.(block) ?? [];
}

function readToolUse(block: JsonObject): Block[] {
  const id = textOf(block.id) ?? "";
  const name = textOf(block.name) ?? "";
  return [{ type: "tool_call", id, name, arguments: JSON.stringify(block.input ?? {}) }];
}

function readRefusal(message: JsonObject): Block[] {
  const text = refusalText(message);
  return text === "" ? [] : [{ type: "refusal", text }];
}

function signed(proof: Json | undefined): { signature: string; madeBy: string } | Record<never, never> {
  return typeof proof === "string" && proof !== "" ? { signature: proof, madeBy: MADE_BY } : {};
}
