import type { InboundResponse } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { readFrames } from "@/lib/providers/framing/read-frames";
import { safeMessage } from "@/lib/providers/safe-message";
import { PassingText } from "@/lib/sizing/count-unreported";
import type { Exchange } from "../exchange";
import type { FindCounter } from "../steps/counter-for";
import { AttemptFailure, truncated } from "../steps/upstream-failure";
import type { UpstreamCall } from "../upstream-call";

/** A stream read into hub events and written in the caller's dialect; what the record needs is noted as it passes. */
export function translateStream(
  call: UpstreamCall,
  { chat, counter }: { chat: NonNullable<ProviderAdapter["chat"]>; counter: FindCounter },
  response: InboundResponse,
): AsyncGenerator<string> {
  const { exchange, asked, endpoint } = call;
  const events = observe(chat.readStream(readFrames(response.body, chat.framing)), exchange, counter);
  return endpoint.encodeStream(events, {
    requestedModel: asked.model,
    includeUsage: asked.includeUsage,
    inputTokensEstimate: asked.inputTokensEstimate,
    ...(asked.hidesReasoning === true ? { hidesReasoning: true } : {}),
    request: asked.body.json,
    noteSequence: (next) => {
      exchange.nextSequence = next;
    },
  });
}

/** Passes events on, noting usage, finish and first token; an error or a missing end becomes a throw. */
async function* observe(
  events: AsyncIterable<StreamEvent>,
  exchange: Exchange,
  counter: FindCounter,
): AsyncGenerator<StreamEvent> {
  const made = new PassingText();
  let sawEnd = false;
  let sawContent = false;
  exchange.estimateOutput = () => made.guess();
  exchange.countOutput = () => made.count(counter());
  for await (const event of events) {
    switch (event.type) {
      case "usage":
        exchange.noteUsage(event.usage, "reported");
        break;
      case "finish":
        exchange.finishReason = event.reason;
        break;
      case "error":
        throw upstreamError(event.failure, sawContent);
      case "end":
        sawEnd = true;
        exchange.isAnswered = true;
        break;
      default: {
        const text = textOf(event);
        if (text === "") break;
        made.add(text);
        sawContent = true;
        exchange.noteFirstToken();
      }
    }
    yield event;
  }
  if (!sawEnd) throw truncated();
}

function upstreamError(failure: { code: string; message: string; retryable: boolean }, committed: boolean): Error {
  const isOverload = /overload|rate_limit|capacity/i.test(`${failure.code} ${failure.message}`);
  const code = isOverload ? "overloaded" : "upstream_error";
  const error = new AppError(code, `The provider reported an error: ${safeMessage(failure.message)}`, {
    internal: `in-band ${failure.code}`,
  });
  return committed ? error : new AttemptFailure(error, { retryable: failure.retryable, status: 200 });
}

/** What an event adds to the answer; empty for all others. */
function textOf(event: StreamEvent): string {
  switch (event.type) {
    case "text_delta":
    case "reasoning_delta":
    case "refusal_delta":
      return event.text;
    case "tool_arguments_delta":
      return event.json;
    case "block_start":
      return event.block.type === "tool_call" ? event.block.name : "";
    default:
      return "";
  }
}
