import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const modelUnknown: Control = {
  id: "model_unknown",
  title: "Unknown model refused",
  promise: "A model that nobody set up is refused, also for a key that may call every model.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const { secret } = await cell.newKey({ allowedModels: ["*"] });
    return async () => {
      const met = await cell.call({ key: secret, model: "no-such-model-anywhere" });
      return expectUntouched(cell, met, { status: 404, code: "model_not_found" });
    };
  },
};
