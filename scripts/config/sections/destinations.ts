import type { NoticeDestination } from "@/lib/admin-api/schemas/notices";
import type { ConfigDestination } from "../document-settings";
import { inOrder } from "../in-order";
import type { ApplyContext, Item, Section } from "../section";

const ADDRESS = ["kind", "url", "mail"] as const;

export const destinationsSection: Section = {
  name: "destinations",
  comment:
    "Where notices go besides the portal. Slack's address and a mail server's password are secrets: `secretFrom` names a variable.",
  async read(call, ids) {
    const { items } = await call<{ items: NoticeDestination[] }>("GET", "/notice-destinations");
    const shown = inOrder(items, ({ name, id }) => `${name} ${id}`).map((one, place, all) => {
      const twins = all.slice(0, place).filter(({ name }) => name === one.name).length;
      const name = twins === 0 ? one.name : `${one.name} (${twins + 1})`;
      ids.learn("destination", name, one.id);
      return itemOf(one, name);
    });
    return shown;
  },
  keyOf: ({ name }) => String(name),
  uncompared: ["name", "secretFrom"],
  normal: (field, value) => (field === "topics" || field === "teams" ? [...((value ?? []) as string[])].sort() : value),
  async create(item, context) {
    const { call, ids } = context;
    const { paused } = item as ConfigDestination;
    const made = await call<{ destination: NoticeDestination }>("POST", "/notice-destinations", newOf(item, context));
    ids.learn("destination", String(item.name), made.destination.id);
    if (paused === true) await call("PATCH", `/notice-destinations/${made.destination.id}`, { paused });
  },
  async update(item, live, { call, ids }) {
    const moved = ADDRESS.find((field) => item[field] !== undefined && !isSame(item[field], live[field]));
    if (moved !== undefined)
      throw new Error(
        "Where a destination is cannot be changed: give it another name here, and take the old one away.",
      );
    const { topics, leastSeverity, teams, recipients, mailsPeople, paused } = item as ConfigDestination;
    const routing = { topics, leastSeverity, teamIds: teams?.map((team) => ids.idOf("team", team)), paused };
    const ofMail = item.kind === "mail" ? { recipients, mailsPeople } : {};
    await call("PATCH", `/notice-destinations/${ids.idOf("destination", String(item.name))}`, {
      ...routing,
      ...ofMail,
    });
  },
  async remove({ name }, { call, ids }) {
    await call("DELETE", `/notice-destinations/${ids.idOf("destination", String(name))}`);
  },
  note(item, live, environment) {
    if (live !== null) return null;
    const { kind, secretFrom } = item as ConfigDestination;
    if (kind === "webhook") return "its signing secret is made and not shown here: rotate it in the portal to see one";
    if (!needsSecret(item) || (secretFrom !== undefined && environment[secretFrom])) return null;
    return secretFrom === undefined
      ? "it has a secret: name the variable that holds it with secretFrom"
      : `${secretFrom} is not set, and it cannot be made without`;
  },
};

function itemOf(one: NoticeDestination, name: string): ConfigDestination {
  const { kind, place, mail, topics, leastSeverity, teams, recipients, mailsPeople, paused } = one;
  return {
    name,
    kind,
    ...(kind === "webhook" ? { url: place } : {}),
    ...(mail === null ? {} : { mail, recipients, mailsPeople }),
    topics: [...topics].sort(),
    leastSeverity,
    teams: teams.map((team) => team.name).sort(),
    paused,
  };
}

function newOf(item: Item, { ids, environment }: ApplyContext): Record<string, unknown> {
  const { name, kind, url, mail, secretFrom, topics, leastSeverity, teams, recipients, mailsPeople } =
    item as ConfigDestination;
  const secret = secretFrom === undefined ? undefined : environment[secretFrom];
  if (needsSecret(item) && !secret)
    throw new Error(
      `It has a secret: set secretFrom to an environment variable that holds it${secretFrom ? `; ${secretFrom} is not set` : ""}.`,
    );
  const routing = { name, topics, leastSeverity, teamIds: teams?.map((team) => ids.idOf("team", team)) };
  switch (kind) {
    case "webhook":
      return { kind, ...routing, url };
    case "slack":
      return { kind, ...routing, url: secret };
    case "mail":
      return { kind, ...routing, ...mail, password: mail?.username == null ? null : secret, recipients, mailsPeople };
  }
}

function needsSecret(item: Item): boolean {
  const { kind, mail } = item as ConfigDestination;
  return kind === "slack" || (kind === "mail" && mail?.username != null);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
