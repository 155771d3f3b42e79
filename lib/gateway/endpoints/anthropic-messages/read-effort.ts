import type { ReasoningEffort } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { optionalObject, optionalWord } from "../fields";

const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;
const LOW_BELOW = 2_000;
const MEDIUM_BELOW = 8_000;

/**
 * How hard to think: `output_config.effort` where it is said, else what `thinking` amounts to. `disabled` leaves the model its own
 * habit, as not every model can be kept from thinking; `adaptive` is high, Anthropic's own default.
 */
export function readEffort(body: JsonObject): ReasoningEffort | undefined {
  const effort = optionalWord(optionalObject(body, "output_config") ?? {}, "effort", EFFORTS);
  const thinking = optionalObject(body, "thinking");
  switch (thinking?.type) {
    case "adaptive":
    case "between_tools":
      return effort ?? "high";
    case "enabled":
      return effort ?? effortOfBudget(thinking.budget_tokens);
    default:
      return effort;
  }
}

function effortOfBudget(budget: unknown): ReasoningEffort {
  if (typeof budget !== "number") return "high";
  if (budget < LOW_BELOW) return "low";
  return budget < MEDIUM_BELOW ? "medium" : "high";
}
