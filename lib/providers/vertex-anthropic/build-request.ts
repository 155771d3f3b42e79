import type { ChatRequest } from "@/lib/llm/chat-request";
import { buildBody } from "../anthropic/build-request";
import type { Target, UpstreamRequest } from "../contract";
import { authorization, placeOf } from "../vertex/place";

/** Says which version of the format the body is in; a header elsewhere (Anthropic, "Claude on Vertex AI"). */
const VERSION = "vertex-2023-10-16";

/** A hub request as a Messages call on Vertex AI: the model is in the path, not in the body. Throws as the format's own does. */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  const verb = request.stream ? "streamRawPredict" : "rawPredict";
  const { model: _, service_tier: __, ...body } = buildBody(request, target);
  return {
    url: `${placeOf(target)}/publishers/anthropic/models/${encodeModel(target.upstreamModel)}:${verb}`,
    headers: {
      "content-type": "application/json",
      accept: request.stream ? "text/event-stream" : "application/json",
      ...authorization(target),
    },
    body: JSON.stringify({ anthropic_version: VERSION, ...body }),
  };
}

/** The `@` before a model's date is part of its name and stays readable in the path. */
function encodeModel(name: string): string {
  return encodeURIComponent(name).replaceAll("%40", "@");
}
