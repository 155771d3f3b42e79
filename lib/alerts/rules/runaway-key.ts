import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import { type FlagRow, listFlags } from "@/db/queries/runaway/list-flags";
import { LEVEL_OF, type Rule } from "../rule";

/** The runaway guard has flagged or paused a key, and nobody has looked at it yet. */
export const runawayKey: Rule<"runaway_key"> = {
  everySeconds: 15,
  async find(deps) {
    const flags = await listFlags(deps.database.orm, deps.organizationId, { teamIds: "all", keyId: null, open: true });
    return [...Map.groupBy(flags, (flag) => flag.keyId).values()].flatMap(findingsOf);
  },
};

/** One for each key, whatever was seen in it. Pure. */
export function findingsOf(flags: readonly FlagRow[]): AlertFinding[] {
  const worst = flags.find((flag) => flag.paused) ?? flags[0];
  if (worst === undefined) return [];
  const severity = worst.paused ? "critical" : "warning";
  return [
    {
      subjectKind: "key",
      subjectId: worst.keyId,
      subjectName: worst.keyName,
      teamId: worst.teamId,
      severity,
      level: LEVEL_OF[severity],
      title: `Key “${worst.keyName}” ${worst.paused ? "ran away and was paused" : "may be running away"}`,
      summary: worst.reason,
      facts: [
        { label: "Team", value: worst.teamName },
        { label: "Project", value: worst.projectName },
        {
          label: "Seen",
          value: flags.map((flag) => (flag.kind === "loop" ? "one prompt over and over" : "steep spend")).join(", "),
        },
      ],
      linkPath: `/keys/${worst.keyId}`,
    },
  ];
}
