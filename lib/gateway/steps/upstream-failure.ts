import { EgressError, type EgressFailure } from "@/lib/egress/contract";
import { AppError, type AppErrorOptions } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { ProviderFailure } from "@/lib/providers/contract";

/** Why an attempt gave no answer: the error to show, and whether another target may still answer. */
export class AttemptFailure extends Error {
  readonly error: AppError;
  readonly retryable: boolean;
  readonly status: number | null;

  constructor(error: AppError, options: { retryable: boolean; status: number | null }) {
    super(error.message, { cause: error });
    this.name = "AttemptFailure";
    this.error = error;
    this.retryable = options.retryable;
    this.status = options.status;
  }
}

const PUBLIC_SENTENCE: Partial<Record<ProviderFailure["code"], string>> = {
  upstream_auth_error:
    "The provider refused Gatehouse's own credential. This is not your key's fault: tell your administrator.",
};

const EGRESS_CODE: Record<EgressFailure, { code: ErrorCode; sentence: string; retryable: boolean }> = {
  forbidden_destination: {
    code: "upstream_error",
    sentence: "The provider's address is not allowed by this Gatehouse's egress policy. Tell your administrator.",
    retryable: true,
  },
  bad_request: {
    code: "upstream_error",
    sentence:
      "A character in this provider's credential or settings, or in a header of the call, cannot be sent. Tell your administrator.",
    retryable: true,
  },
  connect_failed: {
    code: "upstream_error",
    sentence: "The provider could not be reached. Try again shortly.",
    retryable: true,
  },
  connect_timeout: {
    code: "upstream_timeout",
    sentence: "The provider did not accept a connection in time. Try again shortly.",
    retryable: true,
  },
  headers_timeout: {
    code: "upstream_timeout",
    sentence: "The provider did not begin to answer in time. Try again, or ask for less.",
    retryable: true,
  },
  idle_timeout: {
    code: "upstream_timeout",
    sentence: "The provider stopped in the middle of its answer. Try again.",
    retryable: false,
  },
  connection_lost: {
    code: "upstream_error",
    sentence: "The connection to the provider broke. Try again.",
    retryable: true,
  },
  bad_response: {
    code: "upstream_error",
    sentence: "The provider's answer could not be read. Try again; if it persists, tell your administrator.",
    retryable: true,
  },
  aborted: { code: "upstream_error", sentence: "The call was stopped.", retryable: false },
};

/** An adapter's reading of an upstream refusal, as an attempt that failed. */
export function fromProviderFailure(failure: ProviderFailure, status: number): AttemptFailure {
  const options: AppErrorOptions = { internal: `upstream ${status}: ${failure.message}` };
  if (failure.retryAfterMs !== undefined) options.retryAfterMs = failure.retryAfterMs;
  if (failure.code === "upstream_rejected" && status >= 400 && status < 500 && status !== 401 && status !== 403)
    options.status = status;
  const error = new AppError(failure.code, PUBLIC_SENTENCE[failure.code] ?? failure.message, options);
  return new AttemptFailure(error, { retryable: failure.retryable, status });
}

/** A broken or refused connection as an attempt that failed; anything else thrown is passed on. */
export function fromEgressError(thrown: unknown): AttemptFailure {
  if (thrown instanceof AttemptFailure) return thrown;
  if (!(thrown instanceof EgressError)) throw thrown;
  const { code, sentence, retryable } = EGRESS_CODE[thrown.failure];
  return new AttemptFailure(new AppError(code, sentence, { internal: thrown.message, cause: thrown }), {
    retryable,
    status: null,
  });
}

/** The upstream answered 200 with something that is no answer. */
export function badAnswer(detail: string, status = 200): AttemptFailure {
  const error = new AppError(
    "upstream_error",
    "The provider's answer could not be read. Try again; if it persists, tell your administrator.",
    {
      internal: detail,
    },
  );
  return new AttemptFailure(error, { retryable: true, status });
}

/** The stream ended before the model did. */
export function truncated(): AppError {
  return new AppError(
    "upstream_truncated",
    "The provider's answer broke off before it was finished. What came so far is incomplete; try again.",
  );
}
