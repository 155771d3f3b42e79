import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import type { GatewayLimits } from "../deps";
import type { GatewayRequest } from "../http";
import { refuseMisread } from "../json/refuse-misread";
import { refuseOtherModels } from "../json/refuse-other-models";
import { type JsonScan, scanJson } from "../json/scan-json";

const unzip = promisify(gunzip);
/** Of the top level all are, and that is seen when the spans are known. */
const NO_KEYS: ReadonlySet<string> = new Set();

export interface JsonBody {
  bytes: Buffer;
  scan: JsonScan;
  json: JsonObject;
}

/**
 * Step 2, first half: the body as JSON, bounded in bytes (after one layer of gzip at most), depth and keys, that nobody can read in two
 * ways. Throws AppError `unsupported_media_type`, `request_too_large`, `invalid_json`, `unsupported_parameter`.
 */
export async function readJsonBody(request: GatewayRequest, limits: GatewayLimits): Promise<JsonBody> {
  requireJson(request);
  return parseBody(await readBytes(request, limits), limits);
}

/** The body without its one layer of gzip, counted. Throws AppError `unsupported_media_type`, `request_too_large`, `invalid_json`. */
export async function readBytes(request: GatewayRequest, limits: GatewayLimits): Promise<Buffer> {
  const encoding = String(request.headers["content-encoding"] ?? "identity")
    .trim()
    .toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    throw new AppError(
      "unsupported_media_type",
      `Content-Encoding "${encoding}" is not accepted. Send the body as it is, or gzip it once.`,
    );
  }
  const received = await request.readBody();
  return encoding === "gzip" ? await inflate(received, limits.bodyBytes) : received;
}

function parseBody(bytes: Buffer, limits: GatewayLimits): JsonBody {
  if (bytes.length === 0) throw new AppError("invalid_json", "The body is empty. Send a JSON object.");
  if (!isUtf8(bytes)) throw new AppError("invalid_json", "The body is not valid UTF-8. Encode it as UTF-8.");
  const scan = scanJson(bytes, { maxDepth: limits.jsonDepth, maxKeys: limits.jsonKeys, uniqueKeys: NO_KEYS });
  refuseMisread(scan.members);
  const json = parseObject(bytes);
  refuseOtherModels(json);
  return { bytes, scan, json };
}

/** The media type a body says to have, in lower case without parameters; empty when it says none. */
export function mediaTypeOf({ headers }: Pick<GatewayRequest, "headers">): string {
  const [type = ""] = String(headers["content-type"] ?? "").split(";", 1);
  return type.trim().toLowerCase();
}

function requireJson(request: GatewayRequest): void {
  const type = mediaTypeOf(request);
  if (type === "application/json" || type.endsWith("+json")) return;
  const given = type === "" ? "none was sent" : `"${type.slice(0, 60)}" was sent`;
  throw new AppError("unsupported_media_type", `Content-Type must be application/json; ${given}.`);
}

async function inflate(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(limit, cause);
    throw new AppError("invalid_json", "The body is not valid gzip, although Content-Encoding says so.", { cause });
  }
}

/** The one sentence for a body past the limit, whether it was counted on the wire or after gzip. */
export function tooLarge(limit: number, cause?: unknown): AppError {
  const megabytes = Math.floor(limit / (1024 * 1024));
  return new AppError(
    "request_too_large",
    `The body is larger than ${megabytes} MB, the most Gatehouse accepts. Send less.`,
    { cause },
  );
}

function parseObject(bytes: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new AppError("invalid_json", "The body is not valid JSON.", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_json", "The body must be a JSON object.");
  }
  return value as JsonObject;
}
