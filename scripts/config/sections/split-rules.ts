import type { CostSplitRule } from "@/lib/admin-api/schemas/statements";
import { inOrder } from "../in-order";
import type { ApplyContext, Item, Section } from "../section";

const keyOf = ({ sourceCostCentre }: Item) => (sourceCostCentre === "" ? "no cost centre" : String(sourceCostCentre));

export const splitRulesSection: Section = {
  name: "splitRules",
  comment: "Who carries a shared cost centre on statements.",
  async read(call, ids) {
    const { items } = await call<{ items: CostSplitRule[] }>("GET", "/cost-split-rules");
    const shown = items.map(({ id, sourceCostCentre, method, shares }) => {
      const item = { sourceCostCentre: sourceCostCentre ?? "", method, shares };
      ids.learn("split rule", keyOf(item), id);
      return item;
    });
    return inOrder(shown, keyOf);
  },
  keyOf,
  uncompared: ["sourceCostCentre"],
  create: set,
  update: (item, _live, context) => set(item, context),
  async remove(item, { call, ids }) {
    await call("POST", `/cost-split-rules/${ids.idOf("split rule", keyOf(item))}/remove`);
  },
};

async function set(item: Item, { call }: ApplyContext): Promise<void> {
  await call("POST", "/cost-split-rules", item);
}
