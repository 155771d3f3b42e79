import { findRecentDrift } from "@/db/queries/alerts/drifted-quotas";
import { LEVEL_OF, type Rule } from "../rule";

/** The comparison of quotas with the ledger found a difference in the last day. It was set right; why it came about is to be found out. */
export const ledgerDrift: Rule<"ledger_drift"> = {
  everySeconds: 60,
  async find(deps) {
    const drift = await findRecentDrift(deps.database.orm, deps.organizationId);
    if (drift === null) return [];
    return [
      {
        subjectKind: "organization",
        subjectId: deps.organizationId,
        subjectName: "Quotas and ledger",
        teamId: null,
        severity: "critical",
        level: LEVEL_OF.critical,
        title: "A quota did not say what the ledger says",
        summary:
          "It was set right at once. The log of the process names the window; this must not happen, so please report it.",
        facts: [
          { label: "Windows", value: String(drift.windows) },
          { label: "Last", value: drift.driftedAt.toISOString() },
        ],
        linkPath: `/limits/${drift.quotaId}`,
      },
    ];
  },
};
