import { sql } from "drizzle-orm";
import { defineChange } from "../define-verb";
import { handleAlert } from "./handle-alert";
import { locateAlert } from "./locate-alert";

interface AcknowledgeAlert {
  alertId: string;
  note: string;
}

/** Says that somebody is at it. It is told again only when it becomes worse, or comes back. */
export const acknowledgeAlert = defineChange({
  name: "alerts.acknowledge",
  permission: "alerts:handle",
  seenWith: "alerts:read",
  kind: "alert",
  policy: "not_enforced",
  locate: locateAlert,
  change: (work, { id }, { note }: AcknowledgeAlert) =>
    handleAlert(work, id, {
      kind: "acknowledged",
      from: ["open"],
      note,
      change: (personId) => ({ state: "acknowledged", acknowledgedAt: sql`now()`, acknowledgedBy: personId }),
    }),
});
