/** How long a key lives, as offered. Days, or null for no end. */
export const EXPIRY_PRESETS: readonly { value: string; label: string; days: number | null }[] = [
  { value: "never", label: "Never", days: null },
  { value: "7", label: "In 7 days", days: 7 },
  { value: "30", label: "In 30 days", days: 30 },
  { value: "90", label: "In 90 days", days: 90 },
  { value: "365", label: "In one year", days: 365 },
];

const DAY_MS = 86_400_000;

/** When a key should end: a preset's value, or `date` with a day of the viewer's calendar (`2026-12-31`). */
export interface ExpiryDraft {
  preset: string;
  date: string;
}

export const NO_EXPIRY: ExpiryDraft = { preset: "never", date: "" };

/** The draft as RFC 3339, or null for never. A day ends at its midnight in the viewer's zone. `now` is epoch ms. */
export function expiresAtOf(draft: ExpiryDraft, now: number): string | null {
  if (draft.preset === "date") return endOfDay(draft.date).toISOString();
  const days = EXPIRY_PRESETS.find((one) => one.value === draft.preset)?.days ?? null;
  return days === null ? null : new Date(now + days * DAY_MS).toISOString();
}

/** What is wrong with the chosen end; undefined when nothing is. */
export function expiryProblem(draft: ExpiryDraft, now: number): string | undefined {
  if (draft.preset !== "date") return undefined;
  const end = endOfDay(draft.date).getTime();
  if (Number.isNaN(end)) return "Choose a day.";
  return end <= now ? "This day is over. Choose a later one." : undefined;
}

/** The draft that shows an end a key has: its day, or never. */
export function expiryDraftOf(expiresAt: string | null): ExpiryDraft {
  if (expiresAt === null) return NO_EXPIRY;
  const end = new Date(expiresAt);
  const two = (part: number) => String(part).padStart(2, "0");
  return { preset: "date", date: `${end.getFullYear()}-${two(end.getMonth() + 1)}-${two(end.getDate())}` };
}

function endOfDay(date: string): Date {
  return new Date(`${date}T23:59:59.999`);
}
