import type { ModelView } from "@/lib/admin-api/client/models";

export type Capabilities = ModelView["capabilities"];
export type YesNoCapability = Exclude<keyof Capabilities, "thinking">;

/** What a model may accept, in the order it is shown. */
export const CAPABILITIES: readonly { name: YesNoCapability; label: string }[] = [
  { name: "tools", label: "Tools" },
  { name: "forcedTool", label: "Forced tool" },
  { name: "structuredOutput", label: "Structured output" },
  { name: "images", label: "Images" },
  { name: "documents", label: "Files" },
  { name: "audio", label: "Sound" },
  { name: "prefill", label: "Answer prefill" },
  { name: "sampling", label: "Temperature and top-p" },
];

export const THINKING_WORDS: Record<NonNullable<Capabilities["thinking"]>, string> = {
  none: "No",
  budget: "With a token budget",
  adaptive: "Adaptive",
  both: "Budget or adaptive",
};

/** A capability in a word; what is not known refuses nothing. */
export function capabilityWord(value: boolean | undefined): "Yes" | "No" | "Not known" {
  if (value === undefined) return "Not known";
  return value ? "Yes" : "No";
}
