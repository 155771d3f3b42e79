import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { MADE_BY } from "../anthropic/own-reasoning";
import { readUsage } from "./read-usage";
import { readStopReason } from "./stop-reasons";

/** Reads a Converse body. It names neither itself nor its model. Throws AppError `upstream_error` when it is none. */
export function readAnswer(body: unknown): Answer {
  const response = objectOf(body);
  const message = objectOf(objectOf(response?.output)?.message);
  if (response === undefined || message === undefined) {
    throw new AppError("upstream_error", "The upstream's answer could not be read. Try again.", {
      internal: "a response without output.message",
    });
  }
  const usage = readUsage(response);
  return {
    id: "",
    model: "",
    choices: [{ content: arrayOf(message.content).flatMap(readBlock), finish: readStopReason(response.stopReason) }],
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Guardrail traces, and pictures or blocks nobody could ask for, are left out. */
function readBlock(value: Json): Block[] {
  const block = objectOf(value) ?? {};
  const text = textOf(block.text) ?? citedText(block);
  if (text !== undefined) return [{ type: "text", text }];
  const toolUse = objectOf(block.toolUse);
  if (toolUse !== undefined) return [readToolUse(toolUse)];
  const reasoning = objectOf(block.reasoningContent);
  return reasoning === undefined ? [] : readReasoning(reasoning);
}

function citedText({ citationsContent }: JsonObject): string | undefined {
  const cited = objectOf(citationsContent);
  if (cited === undefined) return undefined;
  return arrayOf(cited.content)
    .map((part) => textOf(objectOf(part)?.text) ?? "")
    .join("");
}

function readToolUse(toolUse: JsonObject): Block {
  const id = textOf(toolUse.toolUseId) ?? "";
  return { type: "tool_call", id, name: textOf(toolUse.name) ?? "", arguments: JSON.stringify(toolUse.input ?? {}) };
}

/** Only Claude signs its thoughts, and its signatures hold wherever it is hosted. */
function readReasoning(reasoning: JsonObject): Block[] {
  const redacted = textOf(reasoning.redactedContent);
  if (redacted !== undefined) {
    return [{ type: "reasoning", text: "", signature: redacted, madeBy: MADE_BY, redacted: true }];
  }
  const told = objectOf(reasoning.reasoningText);
  const signature = textOf(told?.signature);
  const proof = signature === undefined ? {} : { signature, madeBy: MADE_BY };
  return [{ type: "reasoning", text: textOf(told?.text) ?? "", ...proof }];
}
