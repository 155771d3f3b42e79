import type { FourEyesView } from "@/lib/admin-api/schemas/ceilings";
import { plainAmounts } from "../plain-amounts";
import type { Section } from "../section";

export const fourEyesSection: Section = {
  name: "fourEyes",
  comment:
    "Changes that take two people. Making the list shorter does too: apply is refused then, and an owner asks in the portal.",
  async read(call) {
    const { changes, budgetAboveUsd } = await call<FourEyesView>("GET", "/four-eyes");
    return { changes: [...changes].sort(), budgetAboveUsd };
  },
  keyOf: () => "fourEyes",
  uncompared: [],
  normal: (field, value) => (field === "changes" ? [...(value as string[])].sort() : plainAmounts(value)),
  async update({ changes, budgetAboveUsd }, live, { call }) {
    await call("PUT", "/four-eyes", {
      changes: changes ?? live.changes,
      budgetAboveUsd: budgetAboveUsd ?? live.budgetAboveUsd,
    });
  },
};
