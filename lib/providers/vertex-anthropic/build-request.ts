import type { ChatRequest } from "@/lib/llm/chat-request";
import { buildBody } from "../anthropic/build-request";
import type { Target, UpstreamRequest } from "../contract";
import { authorization, placeOf } from "../vertex/place";

/** Says which version of the format the body is in; a header elsewhere (Anthropic, "Claude on Vertex AI"). */
export const VERSION = "vertex-2023-10-16";

/** A hub request as a Messages call on Vertex AI: the model is in the path, not in the body. Throws as the format's own does. */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  const { model: _, service_tier: __, ...body } = buildBody(request, target);
  return { ...callOf(request, target), body: JSON.stringify({ anthropic_version: VERSION, ...body }) };
}

/** Where a call goes and with what headers, whoever wrote its body. */
export function callOf({ stream }: Pick<ChatRequest, "stream">, target: Target): Omit<UpstreamRequest, "body"> {
  const verb = stream ? "streamRawPredict" : "rawPredict";
  return {
    url: `${placeOf(target)}/publishers/anthropic/models/${encodeModel(target.upstreamModel)}:${verb}`,
    headers: {
      "content-type": "application/json",
      accept: stream ? "text/event-stream" : "application/json",
      ...authorization(target),
    },
  };
}

/** The `@` before a model's date is part of its name and stays readable in the path. */
function encodeModel(name: string): string {
  return encodeURIComponent(name).replaceAll("%40", "@");
}
