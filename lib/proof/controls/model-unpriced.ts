import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const modelUnpriced: Control = {
  id: "model_unpriced",
  title: "Unpriced model refused under a budget",
  promise: "What a call costs is known before it is made: with a budget, a model without a price is refused.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const { secret } = await cell.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "1.00" }] });
    return async () => {
      const met = await cell.call({ key: secret, model: cell.models.unpriced });
      return expectUntouched(cell, met, { status: 403, code: "model_unpriced" });
    };
  },
};
