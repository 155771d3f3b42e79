import { findDestination, removeDestination as removeRow } from "@/db/queries/audit-evidence/destinations";
import { defineChange } from "../define-verb";

/** Sends nothing there any more, and forgets its secret. */
export const removeDestination = defineChange({
  name: "audit.remove_destination",
  permission: "audit:configure",
  policy: "not_enforced",
  kind: "destination",
  async locate(work, { destinationId }: { destinationId: string }) {
    const target = await findDestination(work.run, work.organizationId, destinationId);
    return target && { target, scope: { kind: "organization" } as const };
  },
  async change(work, destination) {
    await removeRow(work.run, work.organizationId, destination.id);
    const { kind, name, settings } = destination;
    return {
      result: undefined,
      audit: {
        targetKind: "audit_destination",
        targetId: destination.id,
        before: { kind, name, ...settings },
        after: null,
      },
    };
  },
});
