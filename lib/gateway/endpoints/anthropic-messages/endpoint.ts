import { renderAnthropicError } from "@/lib/errors/render-anthropic-error";
import type { ChatEndpoint } from "../../endpoint";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { messagesErrors } from "./error-face";
import { foreignIds } from "./foreign-ids";
import { readAsked } from "./read-asked";
import { MessagesTap, readMessage } from "./tap";

/** Anthropic Messages, as callers speak it. */
export const messagesEndpoint: ChatEndpoint = {
  ...messagesErrors,
  dialect: "anthropic-messages",
  read: readAsked,
  relay: { foreignIds, openTap: (chat) => new MessagesTap(chat), readWhole: readMessage },
  encodeAnswer,
  encodeStream,
  // Clients throw it; no `message_stop` follows.
  renderErrorEvent: (error, requestId) => `event: error\ndata: ${renderAnthropicError(error, requestId)}\n\n`,
  // Anthropic's own: some agents count events, not bytes, when they decide that a stream has died.
  heartbeat: 'event: ping\ndata: {"type":"ping"}\n\n',
};
