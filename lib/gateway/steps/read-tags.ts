import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { Headers } from "../http";

export const TAGS_HEADER = "x-gatehouse-tags";
const MAX_TAGS = 10;
const MAX_TAG_CHARS = 120;
/** `name=value` in visible ASCII, as header values are. */
const TAG = /^[A-Za-z0-9_.-]{1,40}=[\x20-\x7e]*[\x21-\x7e]$/;

/**
 * The tags a call counts under: its key's, and those its header names (`a=b, c=d`) when the key may attribute; of other keys the
 * header means nothing. Throws AppError `invalid_request` for tags nobody could have meant.
 */
export function readTags(headers: Headers, caller: Caller): readonly string[] {
  const header = headers[TAGS_HEADER];
  if (header === undefined || !caller.mayAttribute) return caller.tags;
  const text = Array.isArray(header) ? header.join(",") : header;
  const tags = text.split(",").map((tag) => tag.trim());
  const named = new Set(tags.filter((tag) => tag !== ""));
  if (named.size > MAX_TAGS) throw refused(`names ${named.size} tags; a call may name ${MAX_TAGS}`);
  for (const tag of named) {
    if (tag.length > MAX_TAG_CHARS) throw refused(`has a tag of more than ${MAX_TAG_CHARS} characters`);
    if (!TAG.test(tag)) throw refused(`has a tag that is not name=value: "${tag}"`);
  }
  return named.size === 0 ? caller.tags : [...new Set([...caller.tags, ...named])];
}

function refused(what: string): AppError {
  return new AppError("invalid_request", `The header ${TAGS_HEADER} ${what}. Write it as "team=search, env=live".`, {
    param: TAGS_HEADER,
  });
}
