import type { Control } from "../control";
import { bodyRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const bodyOversized: Control = {
  id: "body_oversized",
  title: "Oversized body refused",
  promise: "A body larger than the limit is refused, also when it is small until it is unpacked; nothing is billed.",
  appliesTo: bodyRoutes,
  prepare: async (cell) => async () => {
    const met = await cell.call({ body: await cell.oversizedBody(), headers: { "content-encoding": "gzip" } });
    return expectUntouched(cell, met, { status: 413, code: "request_too_large" });
  },
};
