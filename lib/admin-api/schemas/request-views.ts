import { z } from "zod";
import { instant } from "./fields";
import { idOf, line } from "./text";

const query = z
  .string()
  .max(2000)
  .regex(/^[\x20-\x7e]*$/, "must be the query of an address, percent-encoded")
  .meta({ description: "What follows `?` in the page's address.", example: "outcome=failed&range=7d" });

export const requestView = z
  .object({
    id: idOf("rvw"),
    name: z.string().meta({ example: "Failures of the week" }),
    query,
    shared: z.boolean(),
    owner: z.object({ id: z.string(), name: z.string() }),
    mine: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: "RequestView" });

export const requestViewList = z.object({ items: z.array(requestView) }).meta({ id: "RequestViewList" });
export const requestViewParams = z.object({ viewId: idOf("rvw") });
export const saveRequestViewInput = z
  .strictObject({
    name: line(60).meta({ example: "Failures of the week" }),
    query,
    shared: z.boolean().default(false).meta({ description: "Everybody in the organization finds it." }),
  })
  .meta({ id: "SaveRequestView" });

export type RequestView = z.output<typeof requestView>;
export type SaveRequestViewInput = z.input<typeof saveRequestViewInput>;
