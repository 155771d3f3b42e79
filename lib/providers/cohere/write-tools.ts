import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json } from "@/lib/llm/json";

/** Tool definitions; undefined when there are none. Of a named choice only that one, because a choice has no name here. */
export function writeTools({ tools, toolChoice }: ChatRequest): Json | undefined {
  const offered = toolChoice?.kind === "named" ? tools.filter(({ name }) => name === toolChoice.name) : tools;
  if (offered.length === 0) return undefined;
  return offered.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name, ...(description === undefined ? {} : { description }), parameters },
  }));
}

/** Whether a tool must or must not be called; undefined leaves it to the model. */
export function writeToolChoice({ tools, toolChoice }: ChatRequest): string | undefined {
  if (tools.length === 0) return undefined;
  if (toolChoice?.kind === "none") return "NONE";
  return toolChoice?.kind === "required" || toolChoice?.kind === "named" ? "REQUIRED" : undefined;
}
