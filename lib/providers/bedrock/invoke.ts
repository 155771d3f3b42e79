import type { Json } from "@/lib/llm/json";
import { countOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import type { Target, UpstreamRequest } from "../contract";
import type { Metered } from "../task-contract";
import { authorization } from "./headers";

/** A body of the model's own maker through InvokeModel (Amazon Bedrock API reference). */
export function invoke(target: Target, body: { [name: string]: Json | undefined }): UpstreamRequest {
  return {
    url: `${target.baseUrl}/model/${encodeURIComponent(target.upstreamModel)}/invoke`,
    headers: { "content-type": "application/json", accept: "application/json", ...authorization(target) },
    body: JSON.stringify(body),
  };
}

/** What every invocation tells in its headers. */
export function readInvoked(headers: Record<string, string>): Metered {
  const tokens = countOf(Number(headers["x-amzn-bedrock-input-token-count"] ?? Number.NaN));
  return tokens === undefined ? {} : { usage: { ...NO_USAGE, uncachedInput: tokens } };
}
