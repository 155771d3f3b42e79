import { z } from "zod";
import type { Target } from "../contract";
import { describeOpenAi, sizeOpenAi } from "../openai/models";
import { type ApiPath, openAiCompatible } from "../openai-compatible/open-ai-compatible";

/** The last dated version that is no preview (Microsoft, "API version lifecycle"). */
const DATED_VERSION = "2024-10-21";

/**
 * OpenAI's models in an Azure resource. The upstream model is the name of the deployment, which need not be the model's, so what is
 * known of it by name is only right where the operator named it so; flags of the model in the portal win.
 */
export const azureOpenAi = openAiCompatible({
  id: "azure-openai",
  title: "Azure OpenAI",
  environmentVariable: "AZURE_OPENAI_API_KEY",
  credentialHint: "One of the resource's two keys. The base URL is https://{resource}.openai.azure.com/openai/v1.",
  keyHeader: "api-key",
  quirks: ["max_completion_tokens", "no_top_k", "no_reasoning_history"],
  settingsSchema: z
    .strictObject({ apiVersion: z.string().regex(/^[\w-]{1,40}$/, "must be like 2024-10-21") })
    .partial(),
  sizeFacts: sizeOpenAi,
  describeModel: describeOpenAi,
  // The dated surface has Responses in previews only, and sessions with the events of a preview.
  responses: isUndated,
  realtime: isUndated,
  tasks: ["embed", "images", "speech", "transcribe"],
  urlOf,
});

function isUndated({ baseUrl, settings }: Pick<Target, "baseUrl" | "settings">): boolean {
  return settings.apiVersion === undefined && !baseUrl.endsWith("/openai");
}

/**
 * Two surfaces, told apart by the base URL: `…/openai/v1` takes the deployment in the body and no version; `…/openai`, or an
 * `apiVersion` in the settings, is the older one with the deployment in the path and a dated version. A bare origin means v1.
 */
function urlOf({ baseUrl, upstreamModel, settings }: Target, path: ApiPath): string {
  const version = typeof settings.apiVersion === "string" ? settings.apiVersion : undefined;
  const isVersionOne = baseUrl.endsWith("/v1");
  if (isVersionOne && version === undefined) return `${baseUrl}${path}`;
  if (isVersionOne) return `${baseUrl}${path}?api-version=${version}`;
  const base = baseUrl.endsWith("/openai") ? baseUrl : `${baseUrl}/openai`;
  if (version === undefined && base !== baseUrl) return `${base}/v1${path}`;
  const place = path === "/models" ? "" : `/deployments/${encodeURIComponent(upstreamModel)}`;
  return `${base}${place}${path}?api-version=${version ?? DATED_VERSION}`;
}
