import type { BrownOutStepView } from "@/lib/admin-api/client/projects";
import { formatCount } from "../ui/format/format-number";

/** One step of a ladder in a sentence. */
export function brownOutWords(step: BrownOutStepView): string {
  const from = `From ${step.atPercent}% used:`;
  switch (step.action) {
    case "warn":
      return `${from} answers carry a warning`;
    case "lower_max_tokens":
      return `${from} answers have at most ${formatCount(step.maxTokens)} tokens`;
    case "cheaper_model":
      return `${from} calls go to ${step.model}`;
  }
}
