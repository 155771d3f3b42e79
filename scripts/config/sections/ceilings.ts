import type { TeamCeilingsView } from "@/lib/admin-api/schemas/ceilings";
import type { Team } from "@/lib/admin-api/schemas/teams";
import { everyItem } from "../admin-client";
import type { ConfigCeiling } from "../document-settings";
import { inOrder } from "../in-order";
import { plainAmounts } from "../plain-amounts";
import type { ApplyContext, Item, Section } from "../section";

export const ceilingsSection: Section = {
  name: "ceilings",
  comment: "What members of a team get at once, and what its leads may give. A team that is not here has no ceiling.",
  async read(call) {
    const teams = inOrder(await everyItem<Team>(call, "/teams"), ({ name }) => name);
    const items: ConfigCeiling[] = [];
    for (const { id, name } of teams) {
      const { member, lead } = await call<TeamCeilingsView>("GET", `/teams/${id}/ceilings`);
      if (member !== null || lead !== null) items.push({ team: name, member, lead });
    }
    return items;
  },
  keyOf: ({ team }) => String(team),
  uncompared: ["team"],
  normal: (_field, value) => plainAmounts(value),
  create: (item, context) => put(item, { member: null, lead: null }, context),
  update: put,
  remove: ({ team }, context) => put({ team, member: null, lead: null }, {}, context),
};

async function put(item: Item, live: Item, { call, ids }: ApplyContext): Promise<void> {
  const { team, member = live.member, lead = live.lead } = item;
  await call("PUT", `/teams/${ids.idOf("team", String(team))}/ceilings`, { member, lead });
}
