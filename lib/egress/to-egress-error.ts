import { EgressError, type EgressFailure } from "./contract";

/** Node's error codes in our words; what is missing here means the connection broke. */
const FAILURE_OF: Record<string, EgressFailure> = {
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
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME|LEAF_SIGNATURE/.test(code)) return "connect_failed";
  return "connection_lost";
}

function errorCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  return thrown instanceof AggregateError && thrown.errors.length > 0 ? errorCode(thrown.errors[0]) : "";
}
