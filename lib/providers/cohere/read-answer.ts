import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { readFinishReason } from "./finish-reasons";
import { readUsage } from "./read-usage";

/** Reads a chat body. Throws AppError `upstream_error` when it is none. The answer does not name its model. */
export function readAnswer(body: unknown): Answer {
  const response = objectOf(body);
  const message = objectOf(response?.message);
  if (response === undefined || message === undefined) {
    throw new AppError("upstream_error", "The upstream's answer could not be read. Try again.", {
      internal: "a response without a message",
    });
  }
  const usage = readUsage(response);
  const content = [...readPlan(message), ...arrayOf(message.content).flatMap(readPart), ...readCalls(message)];
  return {
    id: textOf(response.id) ?? "",
    model: textOf(response.model) ?? "",
    choices: [{ content, finish: readFinishReason(response.finish_reason) }],
    ...(usage === undefined ? {} : { usage }),
  };
}

/** What the model means to do with its tools is a thought. */
function readPlan({ tool_plan }: JsonObject): Block[] {
  const text = textOf(tool_plan) ?? "";
  return text === "" ? [] : [{ type: "reasoning", text }];
}

function readPart(value: Json): Block[] {
  const part = objectOf(value);
  if (part?.type === "thinking") return [{ type: "reasoning", text: textOf(part.thinking) ?? "" }];
  return part?.type === "text" ? [{ type: "text", text: textOf(part.text) ?? "" }] : [];
}

function readCalls({ tool_calls }: JsonObject): Block[] {
  return arrayOf(tool_calls).map((value) => {
    const call = objectOf(value);
    const callee = objectOf(call?.function);
    return {
      type: "tool_call",
      id: textOf(call?.id) ?? "",
      name: textOf(callee?.name) ?? "",
      arguments: textOf(callee?.arguments) || "{}",
    };
  });
}
