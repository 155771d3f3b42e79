import { type Condition, readFilter } from "./read-filter";
import { type Json, URN } from "./schemas";
import { invalidValue } from "./scim-error";

/** What a list is asked for; `offset` counts from 0. */
export interface ListRequest {
  conditions: Condition[] | null;
  offset: number;
  limit: number;
}

/** A page, and how many there are in all. */
export interface Listing<Item> {
  items: Item[];
  total: number;
}

const USUAL_PAGE = 100;
/** What ServiceProviderConfig promises as the most. */
export const LONGEST_PAGE = 200;

/** `filter`, `startIndex` (from 1) and `count` of RFC 7644, section 3.4.2. Throws ScimError. */
export function readListRequest(query: URLSearchParams): ListRequest {
  const startIndex = Math.max(1, readWhole(query.get("startIndex"), "startIndex", 1));
  const count = Math.max(0, readWhole(query.get("count"), "count", USUAL_PAGE));
  return {
    conditions: readFilter(query.get("filter")),
    offset: startIndex - 1,
    limit: Math.min(count, LONGEST_PAGE),
  };
}

/** A ListResponse. */
export function listResponse(resources: readonly Json[], total: number, { offset }: Pick<ListRequest, "offset">): Json {
  return {
    schemas: [URN.list],
    totalResults: total,
    startIndex: offset + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

function readWhole(text: string | null, name: string, fallback: number): number {
  if (text === null) return fallback;
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw invalidValue(`${name} must be a whole number.`);
}
