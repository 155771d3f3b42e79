import type { MeasuredCall } from "./measure-call";

const HALF_HOUR_MS = 1_800_000;
/** What names its session of itself: agents. */
const AGENTS = /^agent/;

/** What a demo application says its call belongs to: a customer's chat of the day, or an agent's run. */
export function demoSession({ caller, endUser, startedAt, userAgent }: MeasuredCall): string | null {
  if (endUser !== null) return `chat-${endUser}-${startedAt.toISOString().slice(0, 10)}`;
  if (caller === null || !AGENTS.test(userAgent)) return null;
  return `run-${caller.id.slice(-4).toLowerCase()}-${Math.floor(startedAt.getTime() / HALF_HOUR_MS).toString(36)}`;
}
