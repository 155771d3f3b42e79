import type { AuditEvent, AuditVerification } from "@/lib/admin-api/client/audit";
import type { Tone } from "../ui/badge";

/** How an actor that is not simply a person is marked. */
export const ACTOR_KINDS: Record<AuditEvent["actor"]["kind"], { label: string; tone: Tone }> = {
  person: { label: "Person", tone: "neutral" },
  api_token: { label: "API token", tone: "info" },
  scim_token: { label: "Provisioning", tone: "info" },
  system: { label: "Gatehouse", tone: "neutral" },
  break_glass: { label: "Break-glass", tone: "bad" },
};

/** Pages of things that an event can be about. */
const PAGES: Record<string, string> = {
  key: "/keys/",
  team: "/teams/",
  model: "/models/",
  provider: "/providers/",
  quota: "/limits/",
  access_review: "/reviews/",
  request: "/requests/",
};

/** Where the thing an event is about is looked at; null when it has no page. */
export function targetHref({ kind, id }: AuditEvent["target"]): string | null {
  const start = PAGES[kind];
  return start === undefined ? null : `${start}${id}`;
}

/** A kind of thing as a word: `api_token` is `api token`. */
export function kindWord(kind: string): string {
  return kind.replaceAll("_", " ");
}

const PROBLEMS: Record<NonNullable<AuditVerification["problem"]>, string> = {
  missing_or_moved: "the event that belongs there is missing, or was moved",
  changed: "it is not what was written: somebody changed it in the database",
  not_as_checkpointed: "a signed checkpoint knows another event there: the log was written anew",
  end_cut_off: "a signed checkpoint knows events from there on: the end of the log was cut off",
};

/** What verifying found, as a sentence. */
export function verificationWords(found: AuditVerification): string {
  const { checked, checkpoints, firstBadSeq, problem, forgedCheckpoints } = found;
  if (problem !== null) return `Event ${firstBadSeq} is the first that is not right: ${PROBLEMS[problem]}.`;
  if (forgedCheckpoints > 0) {
    const words = forgedCheckpoints === 1 ? "1 stored checkpoint was" : `${forgedCheckpoints} stored checkpoints were`;
    return `${words} changed, or not signed by this installation.`;
  }
  const agreed = checkpoints === 1 ? "1 signed checkpoint agrees" : `${checkpoints} signed checkpoints agree`;
  return `All ${checked} events are what was written, in their order, and ${agreed}.`;
}
