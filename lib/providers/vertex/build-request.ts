import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf } from "@/lib/llm/read-json";
import type { Target, UpstreamRequest } from "../contract";
import { buildBody } from "../gemini/build-request";
import { authorization, placeOf } from "./place";

/** A hub request as a generateContent call on Vertex AI (Vertex AI REST reference, `publishers.models`). Throws as the format's own does. */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  const body = JSON.stringify(withoutForeignMembers(buildBody(request, target)));
  return { ...callOf(request, target), body };
}

/** Where a call goes and with what headers, whoever wrote its body. */
export function callOf({ stream }: Pick<ChatRequest, "stream">, target: Target): Omit<UpstreamRequest, "body"> {
  const verb = stream ? "streamGenerateContent?alt=sse" : "generateContent";
  return {
    url: `${placeOf(target)}/publishers/google/models/${encodeURIComponent(target.upstreamModel)}:${verb}`,
    headers: {
      "content-type": "application/json",
      accept: stream ? "text/event-stream" : "application/json",
      ...authorization(target),
    },
  };
}

/** What only the developer API takes: a service tier, and ids of calls, which are paired by name and order here. */
function withoutForeignMembers({ serviceTier: _, contents, ...body }: JsonObject): JsonObject {
  return { ...body, contents: arrayOf(contents).map(withoutCallIds) };
}

function withoutCallIds(value: Json): Json {
  const turn = objectOf(value) ?? {};
  return { ...turn, parts: arrayOf(turn.parts).map((part) => withoutCallId(objectOf(part) ?? {})) };
}

function withoutCallId(part: JsonObject): JsonObject {
  const { functionCall, functionResponse, ...rest } = part;
  return {
    ...(functionCall === undefined ? {} : { functionCall: withoutId(functionCall) }),
    ...(functionResponse === undefined ? {} : { functionResponse: withoutId(functionResponse) }),
    ...rest,
  };
}

function withoutId(value: Json): Json {
  const { id: _, ...rest } = objectOf(value) ?? {};
  return rest;
}
