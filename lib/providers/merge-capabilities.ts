import type { TargetCapabilities } from "./contract";

const FLAGS = [
  "sampling",
  "forcedTool",
  "tools",
  "images",
  "documents",
  "audio",
  "structuredOutput",
  "prefill",
] as const;

/**
 * What a target accepts by the vendor's facts and by what the operator set for the model. An operator may forbid what the vendor
 * allows; what the vendor refuses stays refused, because one model may have deployments of several vendors and one set of flags.
 */
export function mergeCapabilities(vendor: TargetCapabilities, operator: TargetCapabilities): TargetCapabilities {
  const merged = { ...operator, ...vendor };
  for (const name of FLAGS) {
    if (operator[name] === false) merged[name] = false;
  }
  return merged;
}
