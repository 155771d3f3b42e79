import type { AlertRow } from "@/db/queries/alerts/write-alert";
import { enqueueNotice, type NoticeAudience } from "@/db/queries/notices/enqueue-notice";
import type { Runner } from "@/db/queries/runner";
import type { AlertChangeKind } from "@/db/schema";

const WORDS: Readonly<Record<AlertChangeKind, string>> = {
  opened: "",
  escalated: "Worse: ",
  reopened: "Again: ",
  acknowledged: "Acknowledged: ",
  resolved: "Resolved: ",
};
/** What people are told themselves; the rest is for destinations, and stands on the alert's page. */
const FOR_PEOPLE: ReadonlySet<AlertChangeKind> = new Set(["opened", "escalated", "reopened"]);

/** Tells of a change of an alert, in its transaction: destinations by their routing, and whoever can do something about it. */
export async function tellOfAlert(
  run: Runner,
  row: AlertRow,
  { kind, by = null }: { kind: AlertChangeKind; by?: { id: string; name: string } | null },
): Promise<void> {
  const { id, rule, severity, teamId, title, summary, facts, changes, organizationId } = row;
  await enqueueNotice(run, organizationId, {
    kind: `alert.${kind}`,
    topic: rule,
    severity,
    subject: { kind: "alert", id },
    teamId,
    title: `${WORDS[kind]}${title}`,
    summary,
    facts: by === null ? facts : [...facts, { label: "By", value: by.name }],
    linkPath: `/alerts/${id}`,
    audience: {
      ...(FOR_PEOPLE.has(kind) ? peopleOf(row) : {}),
      // Who cannot be reached is told by everybody else.
      exceptDestinations: rule === "dead_destination" ? [row.subjectId] : [],
    },
    dedupeKey: `alert:${id}:${changes}`,
  });
}

/** The leads of the team it concerns; those who run the organization for what concerns that, and for everything critical. */
function peopleOf({ teamId, severity }: AlertRow): NoticeAudience {
  const admins = teamId === null || severity === "critical" ? (["owner", "admin"] as const) : [];
  return { roles: admins, leadsOf: teamId === null ? [] : [teamId] };
}
