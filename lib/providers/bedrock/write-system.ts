import type { ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { jsonInstruction, toolInstruction } from "../anthropic/instructions";
import type { TargetCapabilities } from "../contract";
import { leadingSystemText } from "../conversation-turns";
import { CACHE_POINT } from "./cache-point";
import { cachesPrefixes } from "./models";

/** The system messages a conversation begins with, and what has to be asked in words, as system blocks. */
export function writeSystem(
  request: ChatRequest,
  { name, accepts }: { name: string; accepts: TargetCapabilities },
): JsonObject[] {
  const marks = cachesPrefixes(name);
  const told = leadingSystemText(request.messages).flatMap(({ text, cache }): JsonObject[] => {
    if (text.trim() === "") return [];
    return cache !== undefined && marks ? [{ text }, CACHE_POINT] : [{ text }];
  });
  const words = [toolInstruction(request, accepts), jsonWords(request, accepts), ...toolWords(request)];
  return [...told, ...words.flatMap((text) => (text === undefined ? [] : [{ text }]))];
}

/** A schema has a place of its own; only plain JSON is asked in words. */
function jsonWords(request: ChatRequest, accepts: TargetCapabilities): string | undefined {
  return request.answerFormat.kind === "json_object" ? jsonInstruction(request, accepts) : undefined;
}

/** There is no switch against tools, nor for serial calls. */
function toolWords({ tools, toolChoice, parallelToolCalls }: ChatRequest): string[] {
  if (tools.length === 0) return [];
  if (toolChoice?.kind === "none") return ["Do not call any tool; answer in words."];
  return parallelToolCalls === false ? ["Call at most one tool at a time."] : [];
}
