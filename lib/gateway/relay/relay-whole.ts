import type { InboundResponse } from "@/lib/egress/contract";
import type { ProviderAdapter } from "@/lib/providers/contract";
import type { Exchange } from "../exchange";
import { readAnswerBody } from "../steps/read-answer-body";
import { badAnswer } from "../steps/upstream-failure";

/** A whole answer, byte for byte, after its usage and finish reason were read. Throws AttemptFailure for what is no answer. */
export async function relayWhole(
  response: InboundResponse,
  chat: NonNullable<ProviderAdapter["chat"]>,
  exchange: Exchange,
  answerBytes: number,
): Promise<Buffer> {
  const bytes = await readAnswerBody(response, answerBytes);
  const body = parse(bytes);
  if (body.error !== undefined && body.error !== null)
    throw badAnswer(`200 with an error: ${bytes.toString("utf8", 0, 200)}`);
  if (!Array.isArray(body.choices)) throw badAnswer(`200 without choices: ${bytes.toString("utf8", 0, 200)}`);
  const usage = chat.readUsage(body);
  if (usage !== undefined) exchange.noteUsage(usage, "reported");
  else exchange.estimateOutput = () => Math.ceil(JSON.stringify(body.choices).length / 4);
  exchange.finishReason = finishReason(body.choices[0]);
  return bytes;
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badAnswer(`200 that is no JSON object: ${bytes.toString("utf8", 0, 200)}`);
}

function finishReason(choice: unknown): string | null {
  if (typeof choice !== "object" || choice === null || !("finish_reason" in choice)) return null;
  return typeof choice.finish_reason === "string" ? choice.finish_reason : null;
}
