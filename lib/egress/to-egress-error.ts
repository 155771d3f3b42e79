import { EgressError, type EgressFailure } from "./contract";

/** undici's and Node's error codes in our words; what is missing here means the connection broke. */
const FAILURE_OF: Record<string, EgressFailure> = {
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  UND_ERR_HEADERS_TIMEOUT: "headers_timeout",
  UND_ERR_BODY_TIMEOUT: "idle_timeout",
  UND_ERR_ABORTED: "aborted",
  ABORT_ERR: "aborted",
  UND_ERR_HEADERS_OVERFLOW: "bad_response",
  UND_ERR_RESPONSE_EXCEEDED_MAX_SIZE: "bad_response",
  ECONNREFUSED: "connect_failed",
  ENOTFOUND: "connect_failed",
  EAI_AGAIN: "connect_failed",
  EHOSTUNREACH: "connect_failed",
  ENETUNREACH: "connect_failed",
  ETIMEDOUT: "connect_timeout",
};

/** Whatever an outbound call threw, as an EgressError. */
export function toEgressError(thrown: unknown): EgressError {
  if (thrown instanceof EgressError) return thrown;
  const code = errorCode(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new EgressError(failureOf(code), code === "" ? message : `${code}: ${message}`, thrown);
}

function failureOf(code: string): EgressFailure {
  const known = FAILURE_OF[code];
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return "bad_response";
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code)) return "connect_failed";
  return "connection_lost";
}

function errorCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  if (thrown.name === "AbortError") return "ABORT_ERR";
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  return thrown instanceof AggregateError && thrown.errors.length > 0 ? errorCode(thrown.errors[0]) : "";
}
