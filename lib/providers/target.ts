import type { Secret } from "@/lib/crypto/secret";
import type { JsonObject } from "@/lib/llm/json";

/** What one target accepts; unknown (undefined) restricts nothing. Mirrors db/schema's ModelCapabilities. */
export interface TargetCapabilities {
  sampling?: boolean;
  thinking?: "none" | "budget" | "adaptive" | "both";
  forcedTool?: boolean;
  tools?: boolean;
  images?: boolean;
  documents?: boolean;
  audio?: boolean;
  structuredOutput?: boolean;
  prefill?: boolean;
}

/** What an adapter needs to know of the deployment it writes for. */
export interface Target {
  /** Origin and base path without a trailing slash, e.g. `https://api.openai.com/v1`. */
  baseUrl: string;
  upstreamModel: string;
  credential: Secret | null;
  /** The short-lived token `exchange` got for the credential; then requests carry it and never the credential. */
  accessToken?: Secret;
  capabilities: TargetCapabilities;
  maxOutputTokens: number | null;
  settings: JsonObject;
}

/** A request ready for lib/egress. The url stays below the target's baseUrl; headers are lower-case. */
export interface UpstreamRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
}
