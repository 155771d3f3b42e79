import type { Team, TeamDetail } from "@/lib/admin-api/schemas/teams";
import { everyItem } from "../admin-client";
import { inOrder } from "../in-order";
import type { ApplyContext, Item, Section } from "../section";

export const teamsSection: Section = {
  name: "teams",
  comment: "Teams with their members: lead or member, by e-mail address.",
  async read(call, ids) {
    const teams = inOrder(await everyItem<Team>(call, "/teams"), ({ name }) => name);
    const items = [];
    for (const { id, name, costCentre } of teams) {
      ids.learn("team", name, id);
      const { members } = await call<TeamDetail>("GET", `/teams/${id}`);
      const active = inOrder(members, ({ email }) => email).filter(({ status }) => status === "active");
      items.push({ name, costCentre, members: Object.fromEntries(active.map(({ email, role }) => [email, role])) });
    }
    return items;
  },
  keyOf: ({ name }) => String(name),
  uncompared: ["name"],
  normal(field, value, live, mayDelete) {
    return mayDelete || field !== "members" ? value : { ...(live as object), ...(value as object) };
  },
  async create(item, context) {
    const { id } = await context.call<TeamDetail>("POST", "/teams", { name: item.name });
    context.ids.learn("team", String(item.name), id);
    await setTeam(item, { costCentre: null, members: {} }, context);
  },
  update: setTeam,
  async remove({ name }, { call, ids }) {
    await call("POST", `/teams/${ids.idOf("team", String(name))}/archive`);
    ids.forget("team", String(name));
  },
};

async function setTeam(item: Item, live: Item, context: ApplyContext): Promise<void> {
  const { name, costCentre } = item;
  if (costCentre !== undefined && costCentre !== live.costCentre) {
    await context.call("PATCH", `/teams/${context.ids.idOf("team", String(name))}`, { costCentre });
  }
  await setMembers(item, live, context);
}

async function setMembers(item: Item, live: Item, { call, ids, mayDelete }: ApplyContext): Promise<void> {
  const path = `/teams/${ids.idOf("team", String(item.name))}/members`;
  const [wanted, now] = [(item.members ?? {}) as Record<string, string>, live.members as Record<string, string>];
  for (const [email, role] of Object.entries(wanted)) {
    if (now[email] === undefined) await call("POST", path, { email, role });
    else if (now[email] !== role) await call("PATCH", `${path}/${ids.idOf("person", email)}`, { role });
  }
  if (!mayDelete || item.members === undefined) return;
  for (const email of Object.keys(now).filter((member) => wanted[member] === undefined)) {
    await call("DELETE", `${path}/${ids.idOf("person", email)}`);
  }
}
