import type { Me } from "@/lib/admin-api/schemas/session";
import type { Section } from "../section";

export const organizationSection: Section = {
  name: "organization",
  comment: "",
  async read(call) {
    const { organization } = await call<Me>("GET", "/me");
    return { name: organization.name, timeZone: organization.timeZone };
  },
  keyOf: () => "organization",
  uncompared: [],
  async update(item, _live, { call }) {
    await call("PATCH", "/organization", item);
  },
};
