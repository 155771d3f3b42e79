import { AdminError } from "@/lib/errors/admin-error";

const MEGABYTE = 1024 * 1024;
const DEPTH_LIMIT = 32;

/** The body's bytes as text, counted while they come. Throws `request_too_large` above the limit, 1 MB, and `invalid_json` for what is not UTF-8. */
export async function readBodyText(request: Request, limitBytes = MEGABYTE): Promise<string> {
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limitBytes) {
      throw new AdminError("request_too_large", `The body may have at most ${limitBytes / MEGABYTE} MB.`);
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AdminError("invalid_json", "The body is not UTF-8.", { cause });
  }
}

/** `text` as JSON; undefined when it is empty. Throws `invalid_json` for what is not JSON or is nested deeper than 32. */
export function parseJsonBody(text: string): unknown {
  if (text === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AdminError("invalid_json", "The body is not JSON.", { cause });
  }
  if (depthExceeds(value, DEPTH_LIMIT))
    throw new AdminError("invalid_json", `The body is nested deeper than ${DEPTH_LIMIT}.`);
  return value;
}

/** Throws `unsupported_media_type` unless the request says its body is JSON. */
export function requireJsonContentType(request: Request): void {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new AdminError("unsupported_media_type", "Send content-type: application/json.");
}

function depthExceeds(value: unknown, limit: number): boolean {
  if (value === null || typeof value !== "object") return false;
  if (limit === 0) return true;
  return Object.values(value).some((inner) => depthExceeds(inner, limit - 1));
}
