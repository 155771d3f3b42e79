import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { signV4 } from "@/lib/sign-v4";
import type { ProviderAdapter, Target, UnsignedRequest } from "../contract";
import { buildRequest } from "./build-request";
import { bedrockCredential, readSigningKey } from "./credential";
import { bedrockImageSide } from "./draw";
import { bedrockEmbedSide } from "./embed";
import { authorization } from "./headers";
import { describeBedrock, sizeBedrock } from "./models";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";
import { bedrockRerankSide } from "./rerank";

/** Region in the name of a public, FIPS or private endpoint. */
const REGION_IN_HOST = /bedrock-runtime(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\./;

/** Models on Amazon Bedrock through Converse, whatever vendor made them. */
export const bedrock: ProviderAdapter = {
  id: "bedrock",
  title: "Amazon Bedrock",
  dialect: "bedrock-converse",
  baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com",
  credentialSchema: bedrockCredential,
  credentialHint:
    "A Bedrock API key, or ACCESS_KEY_ID:SECRET_ACCESS_KEY (a session token behind a third colon). Put your region into the base URL.",
  settingsSchema: z
    .strictObject({ region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, "must be like eu-central-1") })
    .partial(),
  describeModel: describeBedrock,
  sizeFacts: sizeBedrock,
  sign,
  // The cheapest call of this host that every account may make; it needs the permission bedrock:ListAsyncInvokes.
  buildProbe: (target) => ({
    method: "GET",
    url: `${target.baseUrl}/async-invoke?maxResults=1`,
    headers: { accept: "application/json", ...authorization(target) },
  }),
  embed: bedrockEmbedSide,
  images: bedrockImageSide,
  rerank: bedrockRerankSide,
  chat: { framing: "aws-event-stream", buildRequest, readAnswer, readStream, readUsage },
  readFailure,
};

/** Signs with an access key; an API key went into the headers already. Throws AppError when the region cannot be known. */
function sign(request: UnsignedRequest, target: Target, nowMs: number): Record<string, string> {
  const key = readSigningKey(target.credential?.reveal() ?? "");
  return key === null ? {} : signV4(request, key, { region: regionOf(target), service: "bedrock", nowMs });
}

function regionOf({ baseUrl, settings }: Target): string {
  const region = typeof settings.region === "string" ? settings.region : REGION_IN_HOST.exec(baseUrl)?.[1];
  if (region !== undefined) return region;
  throw new AppError("upstream_error", "This provider's region is not known. Tell your administrator.", {
    internal: `no region in ${new URL(baseUrl).host} and none in the provider's settings`,
  });
}
