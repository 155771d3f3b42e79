import type { ChatRequest } from "@/lib/llm/chat-request";
import type { TargetCapabilities } from "../contract";
import { unsupported } from "../unsupported";

/** Asks in words for the tool that some models refuse to be forced to. Undefined where nothing has to be asked. */
export function toolInstruction({ toolChoice }: ChatRequest, accepts: TargetCapabilities): string | undefined {
  if (accepts.forcedTool !== false) return undefined;
  if (toolChoice?.kind === "required") return "Answer by calling one of the tools, not in words.";
  return toolChoice?.kind === "named" ? `Answer by calling the tool ${toolChoice.name}, not in words.` : undefined;
}

/**
 * Asks in words for JSON where the model has no mode for it. Throws AppError `unsupported_parameter` for a strict schema such a model
 * cannot be held to.
 */
export function jsonInstruction({ answerFormat }: ChatRequest, accepts: TargetCapabilities): string | undefined {
  switch (answerFormat.kind) {
    case "text":
      return undefined;
    case "json_object":
      return "Answer with one JSON object and nothing else: no words around it, no code fence.";
    case "json_schema":
      if (accepts.structuredOutput !== false) return undefined;
      if (answerFormat.strict) throw unsupported("response_format", "a strict JSON schema");
      return `Answer with JSON that satisfies this JSON Schema and nothing else, no code fence: ${JSON.stringify(answerFormat.schema)}`;
  }
}
