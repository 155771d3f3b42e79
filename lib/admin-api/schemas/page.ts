import { z } from "zod";

/** Keyset paging of a list: `cursor` is the `nextCursor` of the page before. */
export const pageQuery = z.object({
  cursor: z.string().max(2048).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A query parameter that is on or off. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Case-insensitive part of a name. */
export const search = z.string().trim().min(1).max(200);

/** A page of `item`s; `nextCursor` is null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item, id: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });
}

/** What a page of a list looks like to a client. */
export interface PageView<Item> {
  items: Item[];
  nextCursor: string | null;
}
