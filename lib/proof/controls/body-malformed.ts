import type { Control } from "../control";
import { bodyRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const bodyMalformed: Control = {
  id: "body_malformed",
  title: "Malformed body refused",
  promise: "A body that is cut off in the middle is refused; nothing goes upstream and nothing is billed.",
  appliesTo: bodyRoutes,
  prepare: async (cell) => async () => {
    const met = await cell.call({ isCut: true });
    return expectUntouched(cell, met, { status: 400, code: cell.sample.malformedCode ?? "invalid_json" });
  },
};
