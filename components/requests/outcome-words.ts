import type { RequestOutcome } from "@/lib/admin-api/client/requests";
import type { Tone } from "../ui/badge";
import { formatDuration } from "../ui/format/format-duration";

/** How an outcome looks and what it is called. */
export const OUTCOMES: Record<RequestOutcome, { label: string; tone: Tone }> = {
  ok: { label: "Finished", tone: "good" },
  refused: { label: "Refused", tone: "warn" },
  failed: { label: "Failed", tone: "bad" },
  aborted: { label: "Aborted", tone: "neutral" },
  interrupted: { label: "Interrupted", tone: "bad" },
};

interface Explanation {
  /** Goes on after "Refused: " or "Failed: ". */
  why: string;
  next: string;
}

const ASK_AGAIN = "The same call may work now. If it keeps failing, look at the attempts below.";

/** What an error code means to a reader of the record, and what helps. */
const EXPLANATIONS: Record<string, Explanation> = {
  invalid_api_key: {
    why: "the key is not valid",
    next: "The secret is unknown, revoked or expired. Rotate the key and give the application its new secret.",
  },
  key_disabled: { why: "the key is disabled", next: "Enable the key to let its calls through again." },
  key_paused: {
    why: "the runaway guard paused the key",
    next: "Open the key: it says what was seen. Its team lead resumes it with one click.",
  },
  conflicting_credentials: { why: "two different keys were sent", next: "Send the key in one header only." },
  model_not_allowed: { why: "the key may not use this model", next: "Add the model to the key, or call one it has." },
  route_not_allowed: { why: "the key may not use this route", next: "Call a route that the key allows." },
  model_not_found: { why: "there is no such model", next: "Add the model, or call one that exists." },
  model_unpriced: {
    why: "the model has no price",
    next: "A key under a budget cannot call a model whose cost is unknown. Set the model's price.",
  },
  rate_limit_exceeded: {
    why: "a rate limit was reached",
    next: "The limit that refused is below. Where waiting helps, the caller was told how long; raise the limit if this is normal load.",
  },
  budget_exceeded: {
    why: "the budget is used up",
    next: "The limit that refused is below. Raise it, or wait until its window resets.",
  },
  invalid_json: { why: "the body was not valid JSON", next: "Mend the caller's body." },
  invalid_request: { why: "the request was not valid", next: "Mend the caller's parameters." },
  request_too_large: { why: "the body was too large", next: "Send less, or raise the body limit." },
  context_length_exceeded: {
    why: "the prompt is longer than the model takes",
    next: "Send less, or use a larger model.",
  },
  upstream_error: { why: "the provider answered with an error", next: ASK_AGAIN },
  upstream_timeout: { why: "the provider took too long", next: ASK_AGAIN },
  upstream_truncated: { why: "the provider cut the answer short", next: ASK_AGAIN },
  upstream_rate_limited: {
    why: "the provider's own rate limit was reached",
    next: "Ask the provider for more, or add a second deployment to the model.",
  },
  upstream_auth_error: {
    why: "the provider refused our credential",
    next: "Test the provider's credential and replace it.",
  },
  upstream_rejected: { why: "the provider refused the request", next: "Mend the caller's parameters." },
  credential_unavailable: { why: "the provider's credential could not be opened", next: "Replace the credential." },
  overloaded: { why: "the provider is overloaded", next: ASK_AGAIN },
  policy_unavailable: {
    why: "policies could not be read",
    next: "Check the database; calls are refused until it answers.",
  },
  shutting_down: { why: "Gatehouse was shutting down", next: "The same call may be sent again at once." },
  internal_error: { why: "Gatehouse made a mistake", next: "Give the request id to your administrator." },
};

interface Ended {
  outcome: RequestOutcome;
  errorCode: string | null;
  streamed: boolean;
  durationMs: number;
  ttftMs: number | null;
}

/** How a call ended, as a headline, and what to do about it; null when there is nothing to do. */
export function explainOutcome(request: Ended): { headline: string; next: string | null } {
  const took = formatDuration(request.durationMs);
  const known = request.errorCode ? EXPLANATIONS[request.errorCode] : undefined;
  const why = known?.why ?? (request.errorCode ?? "no reason was recorded").replaceAll("_", " ");
  switch (request.outcome) {
    case "ok":
      return { headline: `${request.streamed ? "Streamed" : "Answered"} in ${took}`, next: null };
    case "refused":
      return { headline: `Refused: ${why}`, next: known?.next ?? null };
    case "failed":
      return { headline: `Failed: ${why}`, next: known?.next ?? null };
    case "aborted":
      return {
        headline: `The caller hung up after ${took}`,
        next: "What the model had made by then is counted and paid.",
      };
    case "interrupted":
      return {
        headline: `Cut short after ${took}: Gatehouse stopped`,
        next: "The same call may be sent again at once.",
      };
  }
}
