import { renderGeminiError } from "@/lib/errors/render-gemini-error";
import type { ChatEndpoint } from "../../endpoint";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { wholeErrors } from "./error-face";
import { readAsked } from "./read-asked";
import { GeminiTap, readGenerated } from "./tap";

/** Google's generateContent, as callers speak it. Streams are server-sent events here; `json-array.ts` gives them their other form. */
export const gemini: ChatEndpoint = {
  ...wholeErrors,
  dialect: "gemini",
  read: readAsked,
  relay: { openTap: (chat) => new GeminiTap(chat), readWhole: readGenerated },
  encodeAnswer,
  encodeStream,
  // Google's SDK throws a chunk with an error whose code is a number from 400 on; older ones do so for a bare object only.
  renderErrorEvent: (error, requestId) => `data: ${renderGeminiError(error, requestId)}\r\n\r\n`,
};
