/** One field of a change. */
export interface FieldChange {
  /** A path such as `limits.usd`. */
  field: string;
  before: string | null;
  after: string | null;
  kind: "added" | "removed" | "changed" | "same";
}

type Fields = Record<string, unknown> | null;

/** What a change did, field by field, nested ones by their path: those that changed first, in the order they stand. */
export function diffFields(before: Fields, after: Fields): FieldChange[] {
  const [old, fresh] = [flat(before), flat(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  const changes = names.map((field) => changeOf(field, old.get(field), fresh.get(field)));
  return [...changes.filter(({ kind }) => kind !== "same"), ...changes.filter(({ kind }) => kind === "same")];
}

function changeOf(field: string, before: string | undefined, after: string | undefined): FieldChange {
  const kind = before === undefined ? "added" : after === undefined ? "removed" : before === after ? "same" : "changed";
  return { field, before: before ?? null, after: after ?? null, kind };
}

function flat(fields: Fields, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(fields ?? {})) {
    const here = path === "" ? name : `${path}.${name}`;
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [inner, text] of flat(value, here)) found.set(inner, text);
    } else found.set(here, textOf(value));
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** A value as a person reads it; texts without quotes, lists by comma. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value === "" ? "(empty)" : value;
  if (value === null || value === undefined) return "none";
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return "none";
  return value.every((one) => typeof one !== "object") ? value.join(", ") : JSON.stringify(value);
}

const NAMED = 2;

/** A change in a few words, for a list: the fields that changed, or nothing when it has none. */
export function changeSummary(before: Fields, after: Fields): string {
  const changed = diffFields(before, after).filter(({ kind }) => kind !== "same");
  const shown = changed.slice(0, NAMED).map(({ field, before: from, after: to, kind }) => {
    if (kind === "changed") return `${field}: ${from} → ${to}`;
    return kind === "added" ? `${field}: ${to}` : `${field}: ${from} → none`;
  });
  const more = changed.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(" · ");
}
