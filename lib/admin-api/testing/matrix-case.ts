import { CALLERS, type CallerName } from "./admin-api-fixture";
import type { MatrixWorld } from "./matrix-world";

/** One line of the role matrix: who may, who is told that there is no such thing, and everybody else is refused with 403. */
export interface MatrixCase {
  allowed: readonly CallerName[];
  hidden: readonly CallerName[];
  /** With a session instead of an API token. */
  bySession: boolean;
  /** Audit rows of a success: one, and one more for each verb that it carries out. */
  rows?: number;
  /** What to send: parameters of the path, a query and a body, with fresh targets. */
  send: (world: MatrixWorld) => Promise<MatrixRequest>;
}

export interface MatrixRequest {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
}

export const EVERYONE = CALLERS;
export const READERS = ["owner", "admin", "auditor"] as const;
export const ADMINS = ["owner", "admin"] as const;
export const TEAM = [...READERS, "lead", "member"] as const;
export const LISTS = [...TEAM, "neighbour"] as const;
export const WITH_LEAD = [...ADMINS, "lead"] as const;

export function line(
  allowed: readonly CallerName[],
  send: (world: MatrixWorld) => Promise<MatrixRequest> = async () => ({}),
  hidden: readonly CallerName[] = [],
): MatrixCase {
  return { allowed, hidden, bySession: false, send };
}

/** A line about something of the team "home": for a lead of another team it does not exist. */
export function atHome(
  allowed: readonly CallerName[],
  send: MatrixCase["send"],
  hidden: readonly CallerName[] = [],
): MatrixCase {
  return line(allowed, send, ["neighbour", ...hidden]);
}
