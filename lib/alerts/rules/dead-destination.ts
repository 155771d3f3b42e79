import { listDeadDestinations } from "@/db/queries/alerts/dead-destinations";
import { LEVEL_OF, type Rule } from "../rule";

/** Deliveries to a destination were given up, and nothing has arrived there since. It is told everywhere else. */
export const deadDestination: Rule<"dead_destination"> = {
  everySeconds: 30,
  async find(deps) {
    const dead = await listDeadDestinations(deps.database.orm, deps.organizationId);
    return dead.map(({ kind, id, name, undelivered, trouble }) => ({
      subjectKind: kind,
      subjectId: id,
      subjectName: name,
      teamId: null,
      severity: "warning",
      level: LEVEL_OF.warning,
      title: `Nothing reaches “${name}” any more`,
      summary: `${trouble ?? "It gave no reason."} Mend or remove the destination; what was given up can be tried again.`,
      facts: [{ label: "Undelivered", value: String(undelivered) }],
      linkPath: kind === "audit_destination" ? "/settings/checkpoints" : "/settings/notices",
    }));
  },
};
