import type { Egress, InboundResponse, OutboundRequest } from "@/lib/egress/contract";
import { SignInRefused } from "./contract";

const TIMEOUT_MS = 10_000;
/** A provider's largest honest answer, its key set or a token with hundreds of groups, is far below. */
const LONGEST_BODY_BYTES = 512 * 1024;

interface JsonRequest extends Pick<OutboundRequest, "url"> {
  headers?: Record<string, string>;
  /** A form to post; left out: GET. */
  form?: URLSearchParams;
}

/** The JSON object a provider answers with status 200. Redirects are not followed. Throws SignInRefused. */
export async function fetchJson(egress: Pick<Egress, "send">, request: JsonRequest): Promise<Record<string, unknown>> {
  const value = await fetchJsonValue(egress, request);
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new SignInRefused("provider_wrong", `${request.url} answered something that is no object`);
}

/** Like `fetchJson`, for an answer of any shape. */
export async function fetchJsonValue(egress: Pick<Egress, "send">, request: JsonRequest): Promise<unknown> {
  const { status, text } = await ask(egress, request);
  if (status !== 200) {
    const refusal = status >= 400 && status < 500 && status !== 429 ? "provider_refused" : "provider_unreachable";
    throw new SignInRefused(refusal, `${request.url} answered ${status}: ${text.slice(0, 200)}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new SignInRefused("provider_wrong", `${request.url} answered no JSON`, cause);
  }
}

async function ask(egress: Pick<Egress, "send">, request: JsonRequest): Promise<{ status: number; text: string }> {
  const { url, form } = request;
  const headers = { accept: "application/json", "user-agent": "gatehouse", ...request.headers };
  try {
    const response = await egress.send({
      poolKey: "sign-in",
      url,
      method: form === undefined ? "GET" : "POST",
      headers: form === undefined ? headers : { ...headers, "content-type": "application/x-www-form-urlencoded" },
      ...(form === undefined ? {} : { body: form.toString() }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headersTimeoutMs: TIMEOUT_MS,
      idleTimeoutMs: TIMEOUT_MS,
    });
    return { status: response.status, text: await readWhole(response, url) };
  } catch (cause) {
    if (cause instanceof SignInRefused) throw cause;
    throw new SignInRefused("provider_unreachable", `${url}: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
}

async function readWhole(response: InboundResponse, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_BODY_BYTES) throw new SignInRefused("provider_wrong", `${url} answers without end`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
