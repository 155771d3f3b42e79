import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import { readFailure as readClaudeFailure } from "../anthropic/read-failure";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { readFailure as readGoogleFailure } from "../gemini/read-failure";

/** The model's own errors are Anthropic's; what happens before it is reached (key, project, quota) is Google's. */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const isClaudes = textOf(objectOf(parseJson(response.body))?.type) === "error";
  return isClaudes ? readClaudeFailure(response) : readGoogleFailure(response);
}
