import type { InboundResponse } from "@/lib/egress/contract";
import { countMade } from "@/lib/sizing/count-unreported";
import type { ReadsUsage } from "../endpoint";
import type { FindCounter } from "../steps/counter-for";
import { readAnswerBody } from "../steps/read-answer-body";
import { badAnswer } from "../steps/upstream-failure";
import type { UpstreamCall } from "../upstream-call";

interface WholeOptions {
  answerBytes: number;
  /** Resolves when the ids can be found by every process. */
  noteObjects(ids: readonly string[]): Promise<void>;
  counter: FindCounter;
}

/** A whole answer, byte for byte, after its usage and finish reason were read. Throws AttemptFailure for what is no answer. */
export async function relayWhole(
  { exchange, endpoint }: UpstreamCall,
  chat: ReadsUsage,
  response: InboundResponse,
  { answerBytes, noteObjects, counter }: WholeOptions,
): Promise<Buffer> {
  const bytes = await readAnswerBody(response, answerBytes);
  const body = parse(bytes);
  if (body.error !== undefined && body.error !== null)
    throw badAnswer(`200 with an error: ${bytes.toString("utf8", 0, 200)}`);
  const answer = endpoint.relay.readWhole(body);
  if (answer === null) throw badAnswer(`200 that is no answer: ${bytes.toString("utf8", 0, 200)}`);
  const usage = chat.readUsage(body);
  if (usage !== undefined) exchange.noteUsage(usage, "reported");
  if (exchange.usageSource === "none") exchange.estimateOutput = () => countMade(answer.made, counter());
  exchange.finishReason = answer.finishReason;
  if (answer.objectIds !== undefined) await noteObjects(answer.objectIds);
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
