import type { TargetCapabilities } from "@/lib/providers/contract";
import type { Asked } from "../asked";

export type NeededCapability = Exclude<keyof TargetCapabilities, "thinking" | "prefill">;

const NEEDS: readonly [NeededCapability, (asked: Asked) => boolean][] = [
  ["tools", ({ prompt }) => prompt.hasTools],
  ["images", ({ prompt }) => prompt.images > 0],
  ["audio", ({ prompt }) => prompt.soundChars > 0],
  ["documents", ({ prompt, objectIds }) => prompt.fileChars > 0 || (prompt.references > 0 && objectIds === undefined)],
  ["structuredOutput", ({ needs }) => needs.jsonSchema],
  ["forcedTool", ({ needs }) => needs.forcedTool],
  ["sampling", ({ needs }) => needs.sampling],
];

/** What a model must accept for a call. */
export function neededCapabilities(asked: Asked): NeededCapability[] {
  return NEEDS.filter(([, isNeeded]) => isNeeded(asked)).map(([name]) => name);
}
