import type { QuotaView } from "@/lib/admin-api/schemas/quotas";
import type { ConfigQuota } from "../document";
import { inOrder } from "../in-order";
import type { LiveIds } from "../live-ids";
import type { ApplyContext, Item, Section } from "../section";

/** How a scope's id and what a file calls it become each other; a kind that is not here (those of keys) is not configuration. */
const SCOPES: Partial<Record<ConfigQuota["scope"], Parameters<LiveIds["idOf"]>[0] | "itself" | "organization">> = {
  organization: "organization",
  team: "team",
  team_model: "team",
  project: "project",
  person: "person",
  model: "model",
  provider: "provider",
  tag: "itself",
  end_user: "itself",
};

export const quotasSection: Section = {
  name: "quotas",
  comment:
    "Limits and budgets of everything but single keys, which are issued with theirs. `unit: usd` is money. Raises until a time are not configuration.",
  async read(call, ids) {
    const { items } = await call<{ items: QuotaView[] }>("GET", "/quotas");
    const shown = items.flatMap((quota) => {
      const item = itemOf(quota, ids);
      if (item === null) return [];
      ids.learn("quota", keyOf(item), quota.id);
      return [item];
    });
    return inOrder(shown, keyOf);
  },
  keyOf,
  uncompared: ["scope", "of", "model", "unit", "window", "windowDays", "anchor", "shadow"],
  normal: (field, value) => (field === "limit" ? plainNumber(String(value)) : value),
  async create(item, { call, ids }) {
    const { scope, of, model, ...terms } = item as ConfigQuota;
    const made = await call<QuotaView>("POST", "/quotas", {
      ...terms,
      scope: await scopeOf({ scope, of, model }, call, ids),
    });
    ids.learn("quota", keyOf(item), made.id);
  },
  async update(item, _live, { call, ids }) {
    const { limit, hard, onStoreDown, maxCallPercent, alertPercents } = item as ConfigQuota;
    await call("PATCH", `/quotas/${ids.idOf("quota", keyOf(item))}`, {
      limit,
      hard,
      onStoreDown,
      maxCallPercent,
      alertPercents,
    });
  },
  async remove(item, { call, ids }) {
    await call("POST", `/quotas/${ids.idOf("quota", keyOf(item))}/archive`);
  },
};

function keyOf(item: Item): string {
  const { scope, of, model, unit, window, windowDays, anchor, shadow } = item;
  const length = windowDays === null ? window : `${windowDays} days`;
  const where = [scope, of, model].filter((part) => part !== null).join(" ");
  return `${where}, ${unit} per ${length}${anchor === null ? "" : ` from ${anchor}`}${shadow === true ? ", shadow" : ""}`;
}

function itemOf(quota: QuotaView, ids: LiveIds): ConfigQuota | null {
  const { kind, id, model } = quota.scope;
  const named = SCOPES[kind];
  if (named === undefined) return null;
  const of = named === "organization" ? null : named === "itself" ? id : ids.nameOf(named, id);
  if (of === null && named !== "organization") return null;
  const { unit, window, windowDays, anchor, shadow, limit, hard, onStoreDown, maxCallPercent, alertPercents } = quota;
  const terms = { unit, window, windowDays, anchor, shadow, limit, hard, onStoreDown, maxCallPercent, alertPercents };
  return { scope: kind, of, model: model?.name ?? null, ...terms };
}

async function scopeOf(
  { scope, of, model }: Pick<ConfigQuota, "scope" | "of" | "model">,
  call: ApplyContext["call"],
  ids: LiveIds,
): Promise<{ kind: string; id: string; modelId?: string }> {
  const named = SCOPES[scope];
  if (named === undefined)
    throw new Error(`Quotas of the scope ${scope} are not configuration: they go with their key.`);
  const id =
    named === "organization"
      ? (await call<{ organization: { id: string } }>("GET", "/me")).organization.id
      : named === "itself"
        ? String(of)
        : ids.idOf(named, String(of));
  return { kind: scope, id, ...(model === null ? {} : { modelId: ids.idOf("model", model) }) };
}

/** "200" and "200.00" are one limit. */
function plainNumber(text: string): string {
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}
