import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const modelForbidden: Control = {
  id: "model_forbidden",
  title: "Forbidden model refused",
  promise: "A key calls only the models it was given; every other one is refused and nothing goes upstream.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const { secret } = await cell.newKey({ allowedModels: [cell.models.fast] });
    return async () => {
      const met = await cell.call({ key: secret, model: cell.models.slow });
      return expectUntouched(cell, met, { status: 403, code: "model_not_allowed" });
    };
  },
};
