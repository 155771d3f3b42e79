import type { AlertRule } from "@/lib/admin-api/schemas/alerts";
import { inOrder } from "../in-order";
import type { Section } from "../section";

export const alertRulesSection: Section = {
  name: "alertRules",
  comment: "Which alerts are raised, and from which numbers on.",
  async read(call) {
    const { items } = await call<{ items: AlertRule[] }>("GET", "/alert-rules");
    return inOrder(
      items.map(({ rule, enabled, settings }) => ({ rule, enabled, settings })),
      ({ rule }) => rule,
    );
  },
  keyOf: ({ rule }) => String(rule),
  uncompared: ["rule"],
  normal: (field, value, live) => (field === "settings" ? { ...(live as object), ...(value as object) } : value),
  async update({ rule, enabled, settings }, live, { call }) {
    await call("PUT", "/alert-rules", {
      rule,
      enabled: enabled ?? live.enabled,
      settings: { ...(live.settings as object), ...(settings as object | undefined) },
    });
  },
};
