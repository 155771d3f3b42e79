import type { NewNotice } from "@/db/queries/notices/enqueue-notice";
import { newId } from "@/lib/crypto/new-id";

/** A notice that was not told before. */
export function anyNotice(more: Partial<NewNotice> = {}): NewNotice {
  return {
    kind: "alert.opened",
    topic: "provider_down",
    severity: "critical",
    subject: { kind: "provider", id: "prv_1" },
    teamId: null,
    title: "OpenAI is down",
    summary: "No call of the last 5 minutes got through.",
    facts: [{ label: "Calls", value: "14" }],
    linkPath: "/alerts/alt_1",
    audience: {},
    dedupeKey: newId("ntc"),
    ...more,
  };
}
