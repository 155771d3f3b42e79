import type { JsonObject } from "@/lib/llm/json";
import type { Behaviour } from "../behaviour";
import { BadCall } from "../read-call";
import type { Tokenizer } from "../tokenizer";

/** What the simulated server reads of a call that is no chat: members of the body, or fields and files of a form. */
export interface TaskCall {
  fields: JsonObject;
  files: { field: string; name: string; bytes: Uint8Array }[];
  tokenizer: Tokenizer;
  behaviour: Behaviour;
  signal: AbortSignal;
}

export interface TaskReply {
  contentType: string;
  body: AsyncIterable<Uint8Array>;
}

/** One path of the simulated server. Throws BadCall. */
export type Task = (call: TaskCall) => TaskReply | Promise<TaskReply>;

export function json(value: unknown): TaskReply {
  return { contentType: "application/json", body: once(Buffer.from(JSON.stringify(value))) };
}

export function bytes(contentType: string, body: Uint8Array): TaskReply {
  return { contentType, body: once(body) };
}

/** Server-sent events of these objects. */
export function events(list: AsyncIterable<JsonObject>): TaskReply {
  return { contentType: "text/event-stream; charset=utf-8", body: frames(list) };
}

async function* frames(list: AsyncIterable<JsonObject>): AsyncGenerator<Uint8Array> {
  for await (const event of list) yield Buffer.from(`event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`);
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** A text that must be there. */
export function textOfField({ fields }: Pick<TaskCall, "fields">, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new BadCall(name, `Missing required parameter: '${name}'.`);
}

/** A whole number, also in quotes, or `usual`. */
export function countOfField({ fields }: Pick<TaskCall, "fields">, name: string, usual: number): number {
  const value = fields[name];
  if (value === undefined || value === null) return usual;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= 8192) return count;
  throw new BadCall(name, `'${name}' must be a whole number from 1 to 8192.`);
}
