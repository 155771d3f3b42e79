import { objectOf, textOf } from "@/lib/llm/read-json";
import { type Behaviour, behaviourOf, MarkerError, type SimulatedFailure } from "./behaviour";
import { type Composed, composeAnswer, hashOf, promptOf, promptTokens } from "./compose-answer";
import { BadCall, readCall, type SimulatedCall } from "./read-call";
import { readTaskBody } from "./tasks/read-task-body";
import { TASKS } from "./tasks/registry";
import type { Task } from "./tasks/task-call";
import { loadTokenizer } from "./tokenizer";
import { hang, wait } from "./wait";
import { type Reply, writeStream, writeWhole } from "./write-reply";

/** A call that never leaves the process. `settings` are the provider's (see behaviour.ts). */
export interface SimulatedRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
  settings?: Readonly<Record<string, unknown>> | undefined;
}

export interface SimulatedResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** Longest prompt in tokens, as the catalog tells callers. */
const CONTEXT_WINDOW = 128_000;

const MARK = { "x-gatehouse-simulated": "true" } as const;

/** What a call meets that is chosen to be refused. */
export const REFUSALS: ReadonlyMap<SimulatedFailure, { status: number; type: string; code: string; message: string }> =
  new Map([
    ["error", { status: 500, type: "server_error", code: "server_error", message: "Simulated server error." }],
    [
      "rate_limit",
      { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded", message: "Simulated rate limit." },
    ],
    ["overloaded", { status: 503, type: "server_error", code: "overloaded", message: "Simulated overload." }],
    [
      "auth",
      { status: 401, type: "invalid_request_error", code: "invalid_api_key", message: "Simulated refused key." },
    ],
  ]);

/**
 * Answers as a Chat Completions server would, without a model and without a socket. Deterministic: the same body gives the same
 * answer (only `created` differs), the same token counts and, for a failure rate between 0 and 1, the same fate.
 * Rejects with the signal's reason as soon as it is aborted, also from the middle of the body.
 */
export async function respond(request: SimulatedRequest, signal: AbortSignal): Promise<SimulatedResponse> {
  signal.throwIfAborted();
  const path = request.url.replace(/^simulated:\/*/, "/").replace(/[?#].*$/, "");
  if (path === "/models") return json(200, { object: "list", data: [] });
  const task = TASKS.get(path);
  if (task === undefined && path !== "/chat/completions")
    return refuse(404, "invalid_request_error", null, `Unknown path ${path}.`);
  try {
    if (task !== undefined) return await perform(task, request, signal);
    return await complete(readCall(textOfBody(request.body)), request.settings, signal);
  } catch (error) {
    if (error instanceof BadCall) return refuse(400, "invalid_request_error", null, error.message, error.param);
    if (error instanceof MarkerError) return refuse(400, "invalid_request_error", null, error.message, "metadata");
    throw error;
  }
}

/** A call that is no chat. What goes wrong in the middle of an answer goes wrong before it here. */
async function perform(task: Task, request: SimulatedRequest, signal: AbortSignal): Promise<SimulatedResponse> {
  const { fields, files } = await readTaskBody(request.body, request.headers["content-type"] ?? "");
  const model = textOf(fields.model) ?? "";
  if (model === "") throw new BadCall("model", "you must provide a model parameter");
  const behaviour = behaviourOf(request.settings, model, textOf(objectOf(fields.metadata)?.simulate));
  const seed = hashOf(JSON.stringify(fields.input ?? fields.prompt ?? fields.query ?? ""));
  const failure = seed / 2 ** 32 < behaviour.failureRate ? behaviour.failure : "none";
  if (failure === "timeout") return hang(signal);
  const tokenizer = await loadTokenizer();
  await wait(behaviour.latencyMs, signal);
  const refusal = REFUSALS.get(failure === "truncate" || failure === "error_event" ? "error" : failure);
  if (refusal !== undefined) return refuse(refusal.status, refusal.type, refusal.code, refusal.message);
  const named = { ...fields, model: model.split(";")[0] ?? model };
  const { contentType, body } = await task({ fields: named, files, tokenizer, behaviour, signal });
  return { status: 200, headers: { "content-type": contentType, ...MARK }, body };
}

async function complete(
  call: SimulatedCall,
  settings: SimulatedRequest["settings"],
  signal: AbortSignal,
): Promise<SimulatedResponse> {
  const behaviour = behaviourOf(settings, call.model, call.marker);
  const seed = hashOf(promptOf(call));
  const failure = seed / 2 ** 32 < behaviour.failureRate ? behaviour.failure : "none";
  if (failure === "timeout") return hang(signal);
  const tokenizer = await loadTokenizer();
  await wait(behaviour.latencyMs, signal);
  const refusal = REFUSALS.get(failure);
  if (refusal !== undefined) return refuse(refusal.status, refusal.type, refusal.code, refusal.message);

  const prompt = promptTokens(call, tokenizer);
  if (prompt > CONTEXT_WINDOW) return refuseLongPrompt(prompt);
  const choices = Array.from({ length: call.choices }, (_, index) =>
    composeAnswer(call, (seed + index) >>> 0, tokenizer, behaviour.outputTokens),
  );
  const reply: Reply = {
    id: `chatcmpl-sim${seed.toString(16).padStart(8, "0")}`,
    created: Math.floor(Date.now() / 1000),
    model: call.model.split(";")[0] ?? call.model,
    choices,
    promptTokens: prompt,
    includeUsage: call.includeUsage,
    breakOff: failure === "truncate" || failure === "error_event" ? failure : null,
  };
  return call.stream ? streamOf(reply, behaviour, signal) : wholeOf(reply, behaviour, signal);
}

function streamOf(reply: Reply, behaviour: Behaviour, signal: AbortSignal): SimulatedResponse {
  const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", ...MARK };
  return { status: 200, headers, body: writeStream(reply, behaviour, signal) };
}

/** A whole answer takes as long as its stream would: the pace is per token in both. */
async function wholeOf(reply: Reply, { chunkMs }: Behaviour, signal: AbortSignal): Promise<SimulatedResponse> {
  await wait(chunkMs * Math.max(...reply.choices.map(({ pieces }: Composed) => pieces.length)), signal);
  if (reply.breakOff === "error_event") return refuse(500, "server_error", "server_error", "Simulated server error.");
  const text = writeWhole(reply);
  return bodyOf(200, reply.breakOff === "truncate" ? text.slice(0, Math.floor(text.length / 2)) : text);
}

function refuseLongPrompt(tokens: number): SimulatedResponse {
  const message = `This model's maximum context length is ${CONTEXT_WINDOW} tokens. Your messages have ${tokens}.`;
  return refuse(400, "invalid_request_error", "context_length_exceeded", message, "messages");
}

/** A refusal as OpenAI writes one. */
export function refuse(
  status: number,
  type: string,
  code: string | null,
  message: string,
  param?: string,
): SimulatedResponse {
  const response = json(status, { error: { message, type, param: param ?? null, code } });
  return status === 429 ? { ...response, headers: { ...response.headers, "retry-after": "2" } } : response;
}

function json(status: number, body: unknown): SimulatedResponse {
  return bodyOf(status, JSON.stringify(body));
}

function bodyOf(status: number, text: string): SimulatedResponse {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  }
  return { status, headers: { "content-type": "application/json", ...MARK }, body: once() };
}

function textOfBody(body: SimulatedRequest["body"]): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body ?? new Uint8Array());
}
