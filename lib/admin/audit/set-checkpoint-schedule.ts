import { findCheckpointMinutes, setCheckpointMinutes } from "@/db/queries/audit-evidence/checkpoint-schedule";
import { defineChange, inOrganization } from "../define-verb";

/** Takes a checkpoint every so many minutes, when anything happened, or never by itself. */
export const setCheckpointSchedule = defineChange({
  name: "audit.set_checkpoint_schedule",
  permission: "audit:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { everyMinutes }: { everyMinutes: number | null }) {
    const before = await findCheckpointMinutes(work.run, work.organizationId);
    await setCheckpointMinutes(work.run, work.organizationId, everyMinutes);
    return {
      result: { everyMinutes },
      audit: {
        targetKind: "organization",
        targetId: work.organizationId,
        before: { everyMinutes: before },
        after: { everyMinutes },
      },
    };
  },
});
