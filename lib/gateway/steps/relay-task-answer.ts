import type { InboundResponse } from "@/lib/egress/contract";
import { objectOf, parseJson } from "@/lib/llm/read-json";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { Metered, TaskRelay } from "@/lib/providers/task-contract";
import type { GatewayDeps } from "../deps";
import { relayStream } from "../relay/relay-stream";
import { TaskTap } from "../relay/task-tap";
import type { Reply } from "../reply";
import type { TaskCall } from "../task-call";
import { firstFrame } from "./first-frame";
import { meterTask } from "./meter-task";
import { readAnswerBody } from "./read-answer-body";
import { badAnswer } from "./upstream-failure";

type Answered = Pick<Reply, "body" | "contentType">;

interface Context {
  deployment: DeploymentPolicy;
  deps: GatewayDeps;
}

const PLAIN = "text/plain; charset=utf-8";

/**
 * A relayed answer: events, bytes as they come, text or JSON. What it is, its content type says: servers that do not stream a model answer
 * a call for a stream with a whole. Throws AttemptFailure for what is no answer.
 */
export function relayTaskAnswer<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  relay: TaskRelay,
  response: InboundResponse,
  context: Context,
): Promise<Answered> {
  const type = response.headers["content-type"] ?? "";
  const { stream, answer } = call.asked;
  if (type.startsWith("text/event-stream")) {
    if (!stream) throw badAnswer("a stream that was not asked for");
    return relayEvents(call, relay, response, context);
  }
  if (answer === "bytes") return relayBytes(call, response, { ...context, type });
  if (answer === "text" && !type.startsWith("application/json")) {
    return relayText(call, response, { ...context, type: type === "" ? PLAIN : type });
  }
  return relayJson(call, relay, response, context);
}

async function relayEvents<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  relay: TaskRelay,
  response: InboundResponse,
  context: Context,
): Promise<Answered> {
  const { endpoint, exchange } = call;
  const tap = new TaskTap(relay, endpoint.lastEvents ?? [], exchange);
  const frames = await firstFrame(relayStream(response, tap, exchange));
  // The provider bills what it was asked for, whether the caller waits for its end or not.
  if (exchange.usageSource === "none") await meterTask(call, {}, context);
  exchange.estimateOutput = () => call.asked.guessedOutput;
  return { body: { kind: "stream", frames } };
}

/** Sound as it comes. Nothing in it says that it is whole, so a connection that breaks is the only sign of a broken one. */
async function relayBytes<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  response: InboundResponse,
  { type, ...context }: Context & { type: string },
): Promise<Answered> {
  if (type.startsWith("application/json") || type.startsWith("text/"))
    throw badAnswer(`content-type ${type} for sound`);
  const frames = await firstFrame(bytesOf(response.body));
  call.exchange.noteFirstToken();
  await meterTask(call, {}, context);
  call.exchange.estimateOutput = () => call.asked.guessedOutput;
  return { body: { kind: "stream", frames }, contentType: type === "" ? "application/octet-stream" : type };
}

async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    if (chunk.length > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

async function relayText<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  response: InboundResponse,
  { type, ...context }: Context & { type: string },
): Promise<Answered> {
  const bytes = await readAnswerBody(response, context.deps.limits.answerBytes);
  await meterTask(call, { made: bytes.toString("utf8") }, context);
  return { body: { kind: "whole", bytes }, contentType: type };
}

async function relayJson<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  relay: TaskRelay,
  response: InboundResponse,
  context: Context,
): Promise<Answered> {
  const { asked, endpoint } = call;
  const bytes = await readAnswerBody(response, context.deps.limits.answerBytes);
  const body = objectOf(parseJson(bytes.toString("utf8")));
  const relayed = body === undefined || body.error ? null : endpoint.readWhole(body, asked);
  if (relayed === null) throw badAnswer(`200 that is no answer: ${bytes.toString("utf8", 0, 200)}`);
  const made = relayed.made === undefined ? {} : { made: relayed.made };
  await meterTask(call, { ...made, ...relay.readMetered(body) }, context);
  return { body: { kind: "whole", bytes: relayed.bytes ?? bytes } };
}
