import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { GatewayLimits } from "../../deps";
import { refuseDoubled } from "../../json/refuse-doubled";
import { type JsonScan, scanJson } from "../../json/scan-json";
import { spliceJson } from "../../json/splice-json";

/** One event of the caller. Its bytes go on as they came, but for what policy splices in. */
export interface CallerEvent {
  type: string;
  json: JsonObject;
  bytes: Buffer;
}

/** By far the most of a session, and nothing in it is for policy. */
const SOUND = "input_audio_buffer.append";
const TYPE = '"type"';
/** Events that say what an answer may cost, within an object. */
const TERMS: ReadonlySet<string> = new Set(["response.create", "session.update"]);
/** Policy and upstream must read the same one. */
const UNIQUE: ReadonlySet<string> = new Set(["type", "session", "response", "item"]);

/** Parses and bounds an event. Throws AppError `invalid_json`, `invalid_request`. */
export function readCallerEvent(bytes: Buffer, limits: Pick<GatewayLimits, "jsonDepth" | "jsonKeys">): CallerEvent {
  const json = objectOf(parseJson(bytes.toString("utf8")));
  if (json === undefined) throw new AppError("invalid_json", "An event must be one JSON object.");
  const type = textOf(json.type);
  if (type === undefined || type === "")
    throw new AppError("invalid_request", "An event needs a type.", { param: "type" });
  if (type === SOUND && saysTypeOnce(bytes)) return { type, json, bytes };
  scanJson(bytes, { maxDepth: limits.jsonDepth, maxKeys: limits.jsonKeys, uniqueKeys: UNIQUE });
  if (TERMS.has(type)) refuseDoubled(bytes);
  return { type, json, bytes };
}

/** Sound has no escapes, in which a second `type` could hide. */
function saysTypeOnce(bytes: Buffer): boolean {
  return bytes.indexOf(TYPE) === bytes.lastIndexOf(TYPE) && !bytes.includes("\\");
}

/**
 * A `session.update` as it goes upstream: the session's own model under the name it has there, and no other. Throws AppError
 * `unsupported_parameter`.
 */
export function withSessionModel(event: CallerEvent, model: { asked: string; upstream: string }): Buffer {
  const session = objectOf(event.json.session);
  if (session?.type !== undefined && session.type !== "realtime") {
    throw new AppError("unsupported_parameter", "Gatehouse carries sessions of type `realtime` only.", {
      param: "session.type",
    });
  }
  const named = session?.model;
  if (named === undefined || named === null) return event.bytes;
  if (named !== model.asked && named !== model.upstream) {
    throw new AppError("unsupported_parameter", "A session stays with the model it was opened with.", {
      param: "session.model",
    });
  }
  return spliced(event.bytes, { session: { model: model.upstream } });
}

/** A `response.create` with policy's bound on its answer; null leaves it as it came. */
export function withBound(event: CallerEvent, maxOutputTokens: number | null): Buffer {
  if (maxOutputTokens === null) return event.bytes;
  return spliced(event.bytes, { response: { max_output_tokens: maxOutputTokens } });
}

function spliced(bytes: Buffer, within: Record<string, Record<string, string | number>>): Buffer {
  return spliceJson(bytes, scanOf(bytes), { set: {}, remove: [], within });
}

function scanOf(bytes: Buffer): JsonScan {
  const unbounded = Number.POSITIVE_INFINITY;
  return scanJson(bytes, { maxDepth: unbounded, maxKeys: unbounded, uniqueKeys: UNIQUE });
}
