import { sql } from "drizzle-orm";
import { defineChange } from "../define-verb";
import { handleAlert } from "./handle-alert";
import { locateAlert } from "./locate-alert";

interface ResolveAlert {
  alertId: string;
  note: string;
}

/** Says that it is done with. While what is wrong goes on as it is, it stays resolved; when it has ended and comes back, it opens again. */
export const resolveAlert = defineChange({
  name: "alerts.resolve",
  permission: "alerts:handle",
  seenWith: "alerts:read",
  kind: "alert",
  policy: "not_enforced",
  locate: locateAlert,
  change: (work, { id }, { note }: ResolveAlert) =>
    handleAlert(work, id, {
      kind: "resolved",
      from: ["open", "acknowledged"],
      note,
      change: (personId) => ({ state: "resolved", resolvedAt: sql`now()`, resolvedBy: personId }),
    }),
});
