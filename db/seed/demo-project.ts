import type { BrownOutStep } from "@/db/schema/team";
import type { DemoTeam } from "./demo-people";

/** What kind of application calls with a key; `demo-traffic.ts` says how each behaves. */
export type Habit = "chat" | "tool" | "batch" | "developer" | "agent" | "ci" | "idle";

/** How a key ends up: what the portal shows in its list. */
type KeyFate = "active" | "rotated" | "disabled" | "revoked" | "expired";

export interface DemoKey {
  name: string;
  purpose: string;
  habit: Habit;
  /** Calls on an ordinary weekday, once everybody had adopted it. */
  callsPerDay: number;
  /** Model names with how often each is asked for. Empty: every model is allowed. */
  models: readonly (readonly [string, number])[];
  /** What it may call; left out: the models above. */
  allowed?: readonly string[];
  fate?: KeyFate;
  /** `name=value`, on every call. */
  tags?: readonly string[];
  /** Its calls may name an end user. */
  mayAttribute?: true;
  /** Its calls count in the quotas of the person it is named for. */
  isOwned?: true;
  /** So long ago it sent one prompt over and over, until the runaway guard paused it. */
  loop?: { minutesAgo: number; calls: number };
}

export interface DemoProject {
  team: DemoTeam;
  name: string;
  costCentre: string;
  /** What happens when its budget runs low. */
  brownOut?: readonly BrownOutStep[];
  /** Its prompts and answers are kept. */
  keepsText?: true;
  keys: readonly DemoKey[];
}
