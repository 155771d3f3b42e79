import type { RequestTraceStep } from "@/lib/admin-api/client/requests";
import type { Tone } from "../ui/badge";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

const TITLES: Record<string, string> = {
  authenticate: "Who calls",
  read: "What is asked",
  plan: "Where it may go",
  admit: "Quotas",
  "screen prompt": "Guardrails on the prompt",
  cache: "Cache",
  "screen answer": "Guardrails on the answer",
  stream: "Answer streamed",
  close: "Settled and recorded",
};

const DECISIONS: Record<string, string> = {
  accepted: "Accepted",
  planned: "Planned",
  held: "An amount is held in every quota",
  answered: "Answered",
  finished: "Finished",
  "caller left": "The caller hung up",
};

const LABELS: Record<string, string> = {
  bytes: "Body",
  tokens: "Tokens at most",
  input: "Input tokens",
  output: "Output tokens at most",
  micros: "Cost at most",
};

/** A step's name for a reader; unknown ones keep their own. */
export function stepTitle(step: string): string {
  return TITLES[step] ?? capitalize(step);
}

/** What it decided, as the start of a sentence. */
export function stepDecision(step: RequestTraceStep): string {
  return DECISIONS[step.decision] ?? capitalize(step.decision.replaceAll("_", " "));
}

/** Refusals and failures stand out; everything else is calm. */
export function stepTone(step: RequestTraceStep): Tone {
  if (/^refused/.test(step.decision)) return "warn";
  if (/^(failed|broke off)/.test(step.decision)) return "bad";
  return /^(aborted|caller left)/.test(step.decision) ? "neutral" : "good";
}

/** What it looked at, as label and text; amounts in their units. */
export function stepDetails(step: RequestTraceStep): { label: string; text: string }[] {
  return Object.entries(step.detail ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({
      label: LABELS[name] ?? capitalize(name.replaceAll("_", " ")),
      text: detailText(name, value),
    }));
}

function detailText(name: string, value: string | number | boolean | null): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return (value ?? "").replace(/^\d{4,}(?= )/, (count) => formatCount(Number(count)));
  if (name === "micros" || name.endsWith("_micros")) return formatUsd((value / 1_000_000).toFixed(6));
  return name === "bytes" ? `${formatCount(value)} bytes` : formatCount(value);
}

const capitalize = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
