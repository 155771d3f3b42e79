import { listTagNames } from "@/db/queries/usage/explore-usage";
import type { TagNames, UsageFilter } from "@/lib/admin-api/schemas/usage";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { readSpan } from "./span";

/** Names of the tags that calls of a period carried, so that a reader need not know them. */
export const listUsageTags = defineRead({
  name: "usage.tags",
  permission: "usage:read",
  locate: anywhere,
  async read(work, _target, input: UsageFilter): Promise<TagNames> {
    const { filter } = await readSpan(work, input);
    return { names: await listTagNames(work.database, readableRecords(work, "usage:read"), filter) };
  },
});
