import { ScimError } from "./scim-error";

/** `attribute eq value`; the attribute in lower case. */
export interface Condition {
  attribute: string;
  value: string;
}

/** A dotted attribute, one of a typed multi-valued one (`emails[type eq "work"].value`), or either with its URN in front. */
const CONDITION =
  /^(?:urn:[\w:.]+:)?([a-z$][\w$-]*(?:\.[a-z]\w*)?|[a-z]\w*\[type eq "\w+"\]\.value) eq ("(?:[^"\\]|\\.)*"|true|false)$/i;
const MOST_CHARACTERS = 1_000;
const MOST_CONDITIONS = 5;

/**
 * A filter of equalities joined by `and`, as directories send them; null when there is none. Attributes whose values have a type are read without
 * it. Throws ScimError `invalidFilter` for every other operator, so that nobody takes a wrong answer for a right one.
 */
export function readFilter(filter: string | null): Condition[] | null {
  if (filter === null || filter.trim() === "") return null;
  const parts = filter.length > MOST_CHARACTERS ? [] : filter.trim().split(/ and (?=(?:[^"]*"[^"]*")*[^"]*$)/i);
  if (parts.length === 0 || parts.length > MOST_CONDITIONS) throw invalid(filter);
  return parts.map((part) => {
    const found = CONDITION.exec(part.trim());
    const [attribute = "", literal = ""] = [found?.[1], found?.[2]];
    if (found === null || /\p{Cc}/u.test(part)) throw invalid(filter);
    return { attribute: attribute.toLowerCase().replace(/\[.*\]/, ""), value: readLiteral(literal) };
  });
}

function readLiteral(literal: string): string {
  if (!literal.startsWith('"')) return literal.toLowerCase();
  try {
    const text = String(JSON.parse(literal));
    if (!/\p{Cc}/u.test(text)) return text;
  } catch {
    throw invalid(literal);
  }
  throw invalid(literal);
}

function invalid(filter: string): ScimError {
  const detail = `Only filters such as userName eq "ada@example.com" are understood, not: ${filter.slice(0, 200)}`;
  return new ScimError(400, detail, "invalidFilter");
}
