/** How a call ended, as a program that catches errors sees it. */
export interface Outcome {
  /** Name of the error's class; `none` when nothing was thrown. */
  error: string;
  /** The HTTP status; every 5xx is one, since which of them is the gateway's own word. */
  status: number | "5xx" | null;
  /** Whether the client would try again, where it says so. */
  isRetryable: boolean | null;
}

/** Waits for a call and tells how it ended. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call;
  } catch (error) {
    return describeError(error);
  }
  return { error: "none", status: null, isRetryable: null };
}

function describeError(error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  const { status, statusCode, isRetryable } = error as {
    status?: unknown;
    statusCode?: unknown;
    isRetryable?: unknown;
  };
  const code = Number(status ?? statusCode);
  return {
    error: error.constructor.name === "Error" ? error.name : error.constructor.name,
    status: Number.isInteger(code) ? (code >= 500 ? "5xx" : code) : null,
    isRetryable: typeof isRetryable === "boolean" ? isRetryable : null,
  };
}
