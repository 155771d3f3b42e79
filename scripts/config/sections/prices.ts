import type { ModelView, PriceView } from "@/lib/admin-api/schemas/models";
import { inOrder } from "../in-order";
import type { LiveIds } from "../live-ids";
import type { Item, Section } from "../section";

const TYPED = "operator";
const keyOf = ({ provider, upstreamModel }: Item) => `${provider} ${upstreamModel}`;

export const pricesSection: Section = {
  name: "prices",
  comment:
    "Prices typed here instead of the price library's, in USD. Every change is a new version; records keep theirs.",
  async read(call) {
    const { items } = await call<{ items: ModelView[] }>("GET", "/models");
    const prices = new Map<string, { provider: string; upstreamModel: string; tiers: PriceView["tiers"] }>();
    for (const { provider, upstreamModel, price, pricedNames } of items.flatMap(({ deployments }) => deployments)) {
      for (const priced of [...(price === null ? [] : [{ upstreamModel, price }]), ...pricedNames]) {
        if (priced.price.source !== TYPED) continue;
        const item = { provider: provider.name, upstreamModel: priced.upstreamModel, tiers: priced.price.tiers };
        prices.set(keyOf(item), item);
      }
    }
    return inOrder([...prices.values()], keyOf);
  },
  keyOf,
  uncompared: ["provider", "upstreamModel"],
  create: async (item, { call, ids }) => setPrice(item, { tiers: item.tiers }, call, ids),
  update: async (item, _live, { call, ids }) => setPrice(item, { tiers: item.tiers }, call, ids),
  remove: async (item, { call, ids }) => setPrice(item, { fromCatalog: true }, call, ids),
};

async function setPrice(
  { provider, upstreamModel }: Item,
  price: object,
  call: Parameters<Section["read"]>[0],
  ids: LiveIds,
): Promise<void> {
  const id = ids.idOf("deployment", `price ${provider} ${upstreamModel}`);
  await call("POST", `/deployments/${id}/prices`, { ...price, upstreamModel });
}
