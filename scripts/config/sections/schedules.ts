import type { AuditCheckpointSettings } from "@/lib/admin-api/schemas/audit-evidence";
import type { ProofSettingsView } from "@/lib/admin-api/schemas/proofs";
import type { Section } from "../section";

export const schedulesSection: Section = {
  name: "schedules",
  comment:
    "When enforcement is proven and the audit log is checkpointed by itself. Where checkpoints go is not in this file.",
  async read(call) {
    const { minuteOfDay } = await call<ProofSettingsView>("GET", "/proof-settings");
    const { everyMinutes } = await call<AuditCheckpointSettings>("GET", "/audit/checkpoint-settings");
    return { proofMinuteOfDay: minuteOfDay, checkpointEveryMinutes: everyMinutes };
  },
  keyOf: () => "schedules",
  uncompared: [],
  async update({ proofMinuteOfDay, checkpointEveryMinutes }, live, { call }) {
    if (proofMinuteOfDay !== undefined && proofMinuteOfDay !== live.proofMinuteOfDay)
      await call("PUT", "/proof-settings/schedule", { minuteOfDay: proofMinuteOfDay });
    if (checkpointEveryMinutes !== undefined && checkpointEveryMinutes !== live.checkpointEveryMinutes)
      await call("PUT", "/audit/checkpoint-settings/schedule", { everyMinutes: checkpointEveryMinutes });
  },
};
