import type { PrivacySettings } from "@/lib/admin-api/client/privacy";

/** The tiers in words. */
export const TIER_CHOICES: { value: PrivacySettings["textTier"]; label: string; hint: string }[] = [
  { value: "none", label: "No text", hint: "Who called what, when, for how much. Never what was said." },
  {
    value: "text",
    label: "Prompts and answers",
    hint: "Kept beside the record for its own days, searchable. Each look is an audit event.",
  },
];

export function tierLabel(tier: PrivacySettings["textTier"]): string {
  return TIER_CHOICES.find((choice) => choice.value === tier)?.label ?? tier;
}
