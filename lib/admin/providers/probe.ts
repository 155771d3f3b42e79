import type { Secret } from "@/lib/crypto/secret";
import { type Egress, EgressError, type EgressFailure, type InboundResponse } from "@/lib/egress/contract";
import { createTokenSource } from "@/lib/egress/token-source";
import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { authorizeTarget } from "@/lib/providers/authorize-target";
import type { ProviderAdapter, ProviderFailure, Target } from "@/lib/providers/contract";
import { signedHeaders } from "@/lib/providers/sign-request";

/** What a probe found, in words for an operator. */
export interface ProbeResult {
  ok: boolean;
  detail: string;
  /** The upstream's status; null when no answer came. */
  status: number | null;
  durationMs: number;
}

export interface ProbeTarget {
  name: string;
  baseUrl: string;
  settings: Record<string, unknown>;
  credential: Secret | null;
  /** Connections are kept per credential. */
  poolKey: string;
}

const PROBE_TIMEOUT_MS = 10_000;
const LONGEST_BODY_BYTES = 65_536;

const NO_ANSWER: Readonly<Record<EgressFailure, string>> = {
  forbidden_destination: "Gatehouse may not call this address.",
  bad_request: "The credential or the base URL holds a character that cannot be sent. Enter it again.",
  connect_failed: "Nothing answers at this address. Check the base URL, and that this machine can reach it.",
  connect_timeout: "The address did not accept a connection in time. Check the base URL and the network in between.",
  headers_timeout: "It accepted the connection but did not answer within 10 seconds.",
  idle_timeout: "It began to answer and then fell silent.",
  connection_lost: "The connection broke before the answer was complete.",
  bad_response: "What answered does not speak HTTP as expected. Check the base URL.",
  aborted: "It did not answer within 10 seconds.",
};

const REFUSED: Readonly<Record<ProviderFailure["code"], string>> = {
  upstream_auth_error: "It refused the credential. Replace it with one that is valid for this account.",
  upstream_rejected: "It answered, but not as this kind of provider does. Check the base URL and the kind.",
  context_length_exceeded: "It answered, but not as this kind of provider does. Check the base URL and the kind.",
  upstream_rate_limited: "It accepted the connection but limits the account's rate now. Calls may be refused too.",
  upstream_error: "It failed to answer. The provider may have an incident.",
  upstream_timeout: "It did not answer in time. The provider may have an incident.",
  overloaded: "It is overloaded now. Try again in a minute.",
};

/** Makes the adapter's cheapest call and says what happened. Never throws for what the other side did. */
export async function probe(
  egress: Pick<Egress, "send">,
  adapter: ProviderAdapter,
  target: ProbeTarget,
): Promise<ProbeResult> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    const response = await send(egress, adapter, target);
    const body = await readSome(response.body);
    return { ...judge(adapter, target, { response, body }, elapsed()), status: response.status, durationMs: elapsed() };
  } catch (error) {
    if (error instanceof AppError) return unauthorized(target, error, elapsed());
    if (!(error instanceof EgressError)) throw error;
    const reason = error.failure === "forbidden_destination" ? error.message : NO_ANSWER[error.failure];
    return { ok: false, detail: `${target.name}: ${reason}`, status: null, durationMs: elapsed() };
  }
}

/** The credential could not be made a token or a signature: that is what the test found. */
function unauthorized(target: ProbeTarget, error: AppError, durationMs: number): ProbeResult {
  const why = error.code === "upstream_auth_error" ? REFUSED.upstream_auth_error : error.message;
  return { ok: false, detail: `${target.name}: ${why}`, status: null, durationMs };
}

async function send(
  egress: Pick<Egress, "send">,
  adapter: ProviderAdapter,
  target: ProbeTarget,
): Promise<InboundResponse> {
  if (adapter.buildProbe === undefined) throw new Error(`adapter ${adapter.id} has no probe`);
  const known: Target = {
    baseUrl: target.baseUrl,
    upstreamModel: "",
    credential: target.credential,
    capabilities: {},
    maxOutputTokens: null,
    settings: target.settings as JsonObject,
  };
  // A token of its own: a test that passed on a remembered one would prove nothing.
  const tokens = createTokenSource<Secret>(egress);
  const authorized = await authorizeTarget(adapter, known, { key: target.poolKey, tokens });
  const request = adapter.buildProbe(authorized);
  return egress.send({
    ...request,
    headers: signedHeaders(adapter, request, { target: authorized, nowMs: Date.now() }),
    poolKey: target.poolKey,
    settings: target.settings,
    signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    headersTimeoutMs: PROBE_TIMEOUT_MS,
    idleTimeoutMs: PROBE_TIMEOUT_MS,
  });
}

function judge(
  adapter: ProviderAdapter,
  target: ProbeTarget,
  answer: { response: InboundResponse; body: string },
  durationMs: number,
): { ok: boolean; detail: string } {
  const { status, headers } = answer.response;
  if (status >= 200 && status < 300) {
    const what = target.credential === null ? "answered" : "accepted the credential";
    return { ok: true, detail: `${target.name} ${what} in ${durationMs} ms.` };
  }
  const failure = adapter.readFailure({ status, headers, body: answer.body });
  return {
    ok: false,
    detail: `${target.name} answered ${status}: ${REFUSED[failure.code]} It said: ${failure.message}`,
  };
}

/** The beginning of a body; returning early closes the connection. */
async function readSome(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= LONGEST_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
