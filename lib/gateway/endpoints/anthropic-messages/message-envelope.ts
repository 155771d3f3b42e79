import { createHash, randomUUID } from "node:crypto";
import type { JsonObject } from "@/lib/llm/json";

/** A message without its content and usage. `upstreamId` goes under the prefix clients expect. */
export function messageEnvelope(upstreamId: string, model: string): JsonObject {
  const id = upstreamId === "" ? randomUUID().replaceAll("-", "") : upstreamId;
  return {
    id: id.startsWith("msg_") ? id : `msg_${id}`,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
  };
}

/** Why the model stopped, for `stop_details`. */
export function stopDetails(stopReason: string, refusal: string): JsonObject | null {
  if (stopReason !== "refusal") return null;
  return { type: "refusal", category: null, explanation: refusal === "" ? null : refusal };
}

/** A tool call's id in the characters this dialect allows; the same id always gives the same one, so call and result still meet. */
export function toolUseId(upstreamId: string): string {
  if (upstreamId === "") return `toolu_${randomUUID().replaceAll("-", "")}`;
  if (/^[\w-]{1,64}$/.test(upstreamId)) return upstreamId;
  return `toolu_${createHash("sha256").update(upstreamId).digest("hex").slice(0, 24)}`;
}

/** The opening of a `tool_use` block. */
export function toolUse(id: string, name: string, input: JsonObject): JsonObject {
  return { type: "tool_use", id: toolUseId(id), name, input, caller: { type: "direct" } };
}
