import type { SimulatedSettings } from "@/lib/admin-api/client/providers";
import type { Problems } from "../forms/use-draft";

export type SimulatedFailure = SimulatedSettings["failure"];

/** How the simulated provider behaves, as typed. */
export interface BehaviourDraft {
  latencyMs: string;
  chunkMs: string;
  failure: SimulatedFailure;
  /** Percent of calls. */
  failurePercent: string;
}

export const DEFAULT_BEHAVIOUR: BehaviourDraft = {
  latencyMs: "120",
  chunkMs: "15",
  failure: "none",
  failurePercent: "100",
};

export const FAILURES: readonly { value: SimulatedFailure; label: string; hint: string }[] = [
  { value: "none", label: "Nothing", hint: "Every call is answered" },
  { value: "error", label: "Server error", hint: "It answers 500" },
  { value: "rate_limit", label: "Rate limit", hint: "It answers 429" },
  { value: "overloaded", label: "Overloaded", hint: "It answers 503" },
  { value: "auth", label: "Refused credential", hint: "It answers 401" },
  { value: "timeout", label: "No answer", hint: "It accepts the call and stays silent" },
  { value: "truncate", label: "Cut short", hint: "The answer stops in the middle without a word" },
  { value: "error_event", label: "Error in the stream", hint: "The answer breaks off with an error" },
];

/** What an API row's settings look like in the form; what is missing is the usual. */
export function behaviourDraftOf(settings: Record<string, unknown>): BehaviourDraft {
  const number = (value: unknown, fallback: string) => (typeof value === "number" ? String(value) : fallback);
  const rate = settings.failureRate;
  return {
    latencyMs: number(settings.latencyMs, "0"),
    chunkMs: number(settings.chunkMs, "0"),
    failure: FAILURES.find((one) => one.value === settings.failure)?.value ?? "none",
    failurePercent: typeof rate === "number" && rate > 0 ? String(Math.round(rate * 1000) / 10) : "100",
  };
}

/** What is wrong with the typed numbers, by the API's path. */
export function behaviourProblems(draft: BehaviourDraft): Problems {
  const within = (typed: string, most: number, unit: string) => {
    const value = Number(typed);
    return typed.trim() !== "" && value >= 0 && value <= most ? undefined : `Type a number from 0 to ${most} ${unit}.`;
  };
  return {
    "settings.latencyMs": within(draft.latencyMs, 60_000, "ms"),
    "settings.chunkMs": within(draft.chunkMs, 5_000, "ms"),
    "settings.failureRate": draft.failure === "none" ? undefined : within(draft.failurePercent, 100, "percent"),
  };
}

/** The draft as the API takes it. */
export function settingsOf(draft: BehaviourDraft): SimulatedSettings {
  return {
    latencyMs: Math.round(Number(draft.latencyMs)),
    chunkMs: Math.round(Number(draft.chunkMs)),
    failure: draft.failure,
    failureRate: draft.failure === "none" ? 0 : Number(draft.failurePercent) / 100,
  };
}
