import type { NoticeSettings } from "@/lib/admin-api/schemas/notices";
import type { Section } from "../section";

export const noticesSection: Section = {
  name: "notices",
  comment: "How many days before something ends by itself it is told.",
  read: (call) => call<NoticeSettings>("GET", "/notice-settings"),
  keyOf: () => "notices",
  uncompared: [],
  normal: (_field, value) => [...(value as number[])].sort((a, b) => b - a),
  async update(item, _live, { call }) {
    await call("PUT", "/notice-settings", item);
  },
};
