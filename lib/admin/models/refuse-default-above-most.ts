import { invalidField } from "@/lib/errors/admin-error";

/** A default that no provider would take helps nobody. Throws AdminError `invalid_request`. */
export function refuseDefaultAboveMost(model: {
  defaultMaxTokens: number | null;
  maxOutputTokens: number | null;
}): void {
  const { defaultMaxTokens, maxOutputTokens } = model;
  if (defaultMaxTokens === null || maxOutputTokens === null || defaultMaxTokens <= maxOutputTokens) return;
  throw invalidField("defaultMaxTokens", `must be at most ${maxOutputTokens}, the model's longest answer`);
}
