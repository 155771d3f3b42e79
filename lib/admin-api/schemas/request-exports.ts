import { z } from "zod";
import { instant } from "./fields";
import { requestQuery } from "./requests";
import { idOf } from "./text";

const format = z.enum(["csv", "jsonl"]);
/** The list's filters as an address has them, so that they are read the same way. */
const filter = requestQuery.omit({ cursor: true, limit: true, after: true }).strict();

export const createRequestExportInput = z
  .strictObject({
    format,
    filter: z
      .record(z.string(), z.string().max(4096))
      .default({})
      .refine((given) => filter.safeParse(given).success, "must be filters that GET /requests takes, as strings")
      .meta({ description: "The filters of `GET /requests`, as strings.", example: { outcome: "failed" } }),
  })
  .meta({ id: "CreateRequestExport" });

export const requestExport = z
  .object({
    id: idOf("exp"),
    format,
    filter: z.record(z.string(), z.string()),
    state: z.enum(["waiting", "running", "done", "failed"]),
    percent: z.int(),
    rows: z.int(),
    bytes: z.int(),
    isCut: z.boolean().meta({ description: "More matched than a file may have." }),
    failure: z.string().nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    expiresAt: instant.nullable().meta({ description: "Nobody gets the file afterwards." }),
  })
  .meta({ id: "RequestExport" });

export const requestExportList = z.object({ items: z.array(requestExport) }).meta({ id: "RequestExportList" });
export const requestExportParams = z.object({ exportId: idOf("exp") });

export type RequestExport = z.output<typeof requestExport>;
export type CreateRequestExportInput = z.input<typeof createRequestExportInput>;
