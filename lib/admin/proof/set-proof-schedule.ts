import { findProofMinute, setProofMinute } from "@/db/queries/proof/proof-schedule";
import { defineChange, inOrganization } from "../define-verb";

interface SetProofSchedule {
  /** Of the organization's day; null: never by itself. */
  minuteOfDay: number | null;
}

/** Runs the proof every day at one time, or never by itself. */
export const setProofSchedule = defineChange({
  name: "proofs.set_schedule",
  permission: "proofs:run",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { minuteOfDay }: SetProofSchedule) {
    const before = await findProofMinute(work.run, work.organizationId);
    await setProofMinute(work.run, work.organizationId, minuteOfDay);
    return {
      result: { minuteOfDay },
      audit: {
        targetKind: "organization",
        targetId: work.organizationId,
        before: { minuteOfDay: before },
        after: { minuteOfDay },
      },
    };
  },
});
