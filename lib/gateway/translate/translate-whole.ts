import type { InboundResponse } from "@/lib/egress/contract";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { countMade } from "@/lib/sizing/count-unreported";
import type { FindCounter } from "../steps/counter-for";
import { readAnswerBody } from "../steps/read-answer-body";
import { badAnswer } from "../steps/upstream-failure";
import type { UpstreamCall } from "../upstream-call";

/** A whole answer read into the hub and written in the caller's dialect. Throws AttemptFailure for what is no answer. */
export async function translateWhole(
  call: UpstreamCall,
  chat: NonNullable<ProviderAdapter["chat"]>,
  response: InboundResponse,
  { answerBytes, counter }: { answerBytes: number; counter: FindCounter },
): Promise<string> {
  const { exchange, asked, endpoint } = call;
  const bytes = await readAnswerBody(response, answerBytes);
  const answer = chat.readAnswer(parse(bytes));
  if (answer.usage !== undefined) exchange.noteUsage(answer.usage, "reported");
  if (exchange.usageSource === "none")
    exchange.estimateOutput = () =>
      countMade(
        answer.choices.map(({ content }) => content),
        counter(),
      );
  exchange.finishReason = answer.choices[0]?.finish ?? null;
  return endpoint.encodeAnswer(answer, {
    requestedModel: asked.model,
    includeUsage: true,
    inputTokensEstimate: asked.inputTokensEstimate,
    ...(asked.hidesReasoning === true ? { hidesReasoning: true } : {}),
    request: asked.body.json,
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw badAnswer(`200 that is no JSON: ${bytes.toString("utf8", 0, 200)} (${String(cause)})`);
  }
}
