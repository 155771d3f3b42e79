import { anthropic } from "../anthropic/adapter";
import { readAnswer } from "../anthropic/read-answer";
import { readStream } from "../anthropic/read-stream";
import { readUsage } from "../anthropic/read-usage";
import type { ProviderAdapter } from "../contract";
import { buildProbe } from "../vertex/build-probe";
import { VERTEX_CREDENTIAL_HINT, vertexCredential } from "../vertex/credential";
import { placeSettings } from "../vertex/place";
import { serviceAccountExchange } from "../vertex/service-account";
import { buildRequest } from "./build-request";
import { readFailure } from "./read-failure";
import { buildRelay } from "./relay";

/** Claude on Google Vertex AI: the Messages format at Google's addresses, let in by a service account. */
export const vertexAnthropic: ProviderAdapter = {
  id: "vertex-anthropic",
  title: "Google Vertex AI (Claude)",
  dialect: "anthropic-messages",
  baseUrl: "https://aiplatform.googleapis.com/v1",
  credentialSchema: vertexCredential,
  credentialHint: VERTEX_CREDENTIAL_HINT,
  settingsSchema: placeSettings,
  ...(anthropic.describeModel === undefined ? {} : { describeModel: anthropic.describeModel }),
  ...(anthropic.sizeFacts === undefined ? {} : { sizeFacts: anthropic.sizeFacts }),
  exchange: serviceAccountExchange,
  buildProbe: (target) => buildProbe(target),
  chat: { buildRequest, buildRelay, readAnswer, readStream, readUsage },
  readFailure,
};
