import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import type { EncodeContext } from "../../endpoint";
import { callItem, messageItem, proofItem, reasoningItem, refusalPart, textPart } from "./items";
import { type AnswerIds, answerIds, endingOf, responseObject } from "./response-object";
import { readToolCatalogue, type ToolCatalogue } from "./tool-catalogue";

/** An answer as the JSON text of a `response`. Throws AppError `upstream_error` when the model broke off with an error. */
export function encodeAnswer(answer: Answer, context: EncodeContext): string {
  const [choice] = answer.choices;
  const finish = choice?.finish ?? "stop";
  if (finish === "error") throw brokenAnswer();
  const ids = answerIds(answer.id);
  return JSON.stringify(
    responseObject(context, {
      id: ids.responseId,
      createdAt: Math.floor(Date.now() / 1000),
      ending: endingOf(finish),
      output: outputItems(choice?.content ?? [], ids, context),
      usage: answer.usage,
    }),
  );
}

/** The model broke off by itself, e.g. with a malformed tool call. */
export function brokenAnswer(): AppError {
  return new AppError("upstream_error", "The model broke off with an error before its answer was whole. Try again.");
}

/** Whether the caller asked to be shown what the model thought. */
export function wantsSummary({ request }: EncodeContext): boolean {
  const summary = objectOf(request?.reasoning)?.summary;
  return summary !== undefined && summary !== null;
}

function outputItems(content: readonly Block[], ids: AnswerIds, context: EncodeContext): JsonObject[] {
  const catalogue = readToolCatalogue(context.request ?? {});
  const items: JsonObject[] = [];
  let parts: JsonObject[] = [];
  const closeMessage = () => {
    if (parts.length > 0) items.push(messageItem(ids.itemId("msg", items.length), parts, "completed"));
    parts = [];
  };
  for (const block of content) {
    if (block.type === "text") parts.push(textPart(block.text));
    else if (block.type === "refusal") parts.push(refusalPart(block.text));
    else {
      closeMessage();
      pushItems(items, block, { ids, catalogue, context });
    }
  }
  closeMessage();
  return items;
}

function pushItems(
  items: JsonObject[],
  block: Block,
  { ids, catalogue, context }: { ids: AnswerIds; catalogue: ToolCatalogue; context: EncodeContext },
): void {
  if (block.type === "reasoning") {
    items.push(reasoningItem(ids.itemId("rs", items.length), block, { summary: wantsSummary(context) }));
  }
  if (block.type !== "tool_call") return;
  if (block.signature !== undefined) items.push(proofItem(ids.itemId("rs", items.length), block.id, block.signature));
  const tool = toolOf(catalogue, block.name);
  const id = ids.itemId(tool.kind === "custom" ? "ctc" : "fc", items.length);
  items.push(callItem(id, { id: block.id, tool, json: block.arguments }, "completed"));
}

/** A model may call what it was not offered; the caller sees the name it used. */
export function toolOf(catalogue: ToolCatalogue, hubName: string) {
  return catalogue.tools.get(hubName) ?? ({ kind: "function", name: hubName } as const);
}
