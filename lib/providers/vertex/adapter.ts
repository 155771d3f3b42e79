import type { ProviderAdapter } from "../contract";
import { gemini } from "../gemini/adapter";
import { drawSide } from "../gemini/draw";
import { listenSide } from "../gemini/listen";
import { readAnswer } from "../gemini/read-answer";
import { readFailure } from "../gemini/read-failure";
import { readStream } from "../gemini/read-stream";
import { readUsage } from "../gemini/read-usage";
import { speakSide } from "../gemini/speak";
import { buildProbe } from "./build-probe";
import { buildRequest, callOf } from "./build-request";
import { VERTEX_CREDENTIAL_HINT, vertexCredential } from "./credential";
import { vertexEmbedSide } from "./embed";
import { placeSettings } from "./place";
import { buildRelay } from "./relay";
import { serviceAccountExchange } from "./service-account";

/** Gemini on Google Vertex AI: the same format as the developer API at other addresses, let in by a service account. */
export const vertex: ProviderAdapter = {
  id: "vertex",
  title: "Google Vertex AI (Gemini)",
  dialect: "gemini",
  baseUrl: "https://aiplatform.googleapis.com/v1",
  credentialSchema: vertexCredential,
  credentialHint: VERTEX_CREDENTIAL_HINT,
  settingsSchema: placeSettings,
  ...(gemini.describeModel === undefined ? {} : { describeModel: gemini.describeModel }),
  ...(gemini.sizeFacts === undefined ? {} : { sizeFacts: gemini.sizeFacts }),
  exchange: serviceAccountExchange,
  buildProbe: (target) => buildProbe(target),
  embed: vertexEmbedSide,
  images: drawSide({ callOf, picksFormat: true }),
  speech: speakSide({ callOf }),
  transcribe: listenSide({ buildRequest }),
  chat: { buildRequest, buildRelay, readAnswer, readStream, readUsage },
  readFailure,
};
