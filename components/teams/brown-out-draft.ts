import type { BrownOutStepView } from "@/lib/admin-api/client/projects";
import type { Problems } from "../forms/use-draft";

export type BrownOutAction = BrownOutStepView["action"];

/** One rung as the form has it; what its action does not need stays as it was typed. */
export interface BrownOutRung {
  /** Only for the list's keys. */
  id: number;
  /** As typed. */
  atPercent: string;
  action: BrownOutAction;
  /** As typed. */
  maxTokens: string;
  /** A model's name; empty while none is chosen. */
  model: string;
}

export const BROWN_OUT_ACTIONS: readonly { value: BrownOutAction; label: string; hint: string }[] = [
  { value: "warn", label: "Warn", hint: "Answers carry a header that says how much is used." },
  { value: "lower_max_tokens", label: "Shorten answers", hint: "max_tokens is lowered to a number." },
  { value: "cheaper_model", label: "Use a cheaper model", hint: "If the key may use it; the answer says so." },
];

/** The rungs of a ladder that exists. */
export function rungsOf(steps: readonly BrownOutStepView[]): BrownOutRung[] {
  return steps.map((step, id) => ({
    id,
    atPercent: String(step.atPercent),
    action: step.action,
    maxTokens: step.action === "lower_max_tokens" ? String(step.maxTokens) : "",
    model: step.action === "cheaper_model" ? step.model : "",
  }));
}

/** One rung more, above the last one. */
export function withRung(rungs: readonly BrownOutRung[]): BrownOutRung[] {
  const last = rungs.at(-1);
  const above = Math.min(100, (last === undefined ? 70 : Number(last.atPercent) || 70) + 10);
  const id = Math.max(-1, ...rungs.map((rung) => rung.id)) + 1;
  const action = last === undefined ? "warn" : "lower_max_tokens";
  return [...rungs, { id, atPercent: String(above), action, maxTokens: "", model: "" }];
}

/** What can be known before asking the API, by the API's paths. */
export function checkRungs(rungs: readonly BrownOutRung[]): Problems {
  const problems: Problems = {};
  for (const [index, rung] of rungs.entries()) {
    problems[`brownOut.${index}.atPercent`] = percentProblem(rung, rungs[index - 1]);
    problems[`brownOut.${index}.maxTokens`] =
      rung.action === "lower_max_tokens" && !/^[1-9]\d{0,6}$/.test(rung.maxTokens.trim())
        ? "Type a whole number above zero."
        : undefined;
    problems[`brownOut.${index}.model`] =
      rung.action === "cheaper_model" && rung.model === "" ? "Choose the model." : undefined;
  }
  return problems;
}

/** The rungs as the API takes them. */
export function stepsOf(rungs: readonly BrownOutRung[]): BrownOutStepView[] {
  return rungs.map(stepOf);
}

function stepOf({ action, maxTokens, model, ...rung }: BrownOutRung): BrownOutStepView {
  const atPercent = Number(rung.atPercent);
  switch (action) {
    case "warn":
      return { atPercent, action };
    case "lower_max_tokens":
      return { atPercent, action, maxTokens: Number(maxTokens) };
    case "cheaper_model":
      return { atPercent, action, model };
  }
}

function percentProblem(rung: BrownOutRung, before: BrownOutRung | undefined): string | undefined {
  const percent = Number(rung.atPercent);
  if (!/^\d{1,3}$/.test(rung.atPercent.trim()) || percent < 1 || percent > 100) return "Type 1 to 100.";
  if (before !== undefined && percent <= Number(before.atPercent)) return "Must be above the step before.";
  return undefined;
}
