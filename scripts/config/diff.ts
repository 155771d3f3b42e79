import type { ConfigDocument } from "./document";
import { isSameValue } from "./read-live";
import type { Item, Section } from "./section";
import { SECTIONS } from "./sections";

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

export type Change =
  | { kind: "create"; section: Section; key: string; item: Item }
  | { kind: "update"; section: Section; key: string; item: Item; live: Item; fields: FieldChange[] }
  | { kind: "remove"; section: Section; key: string; item: Item };

export interface DiffOptions {
  /** What the file does not name goes. */
  mayDelete: boolean;
}

/** What must change for `live` to be as `wanted` says, in an order in which it can be done. */
export function diff(live: ConfigDocument, wanted: ConfigDocument, { mayDelete }: DiffOptions): Change[] {
  const made = SECTIONS.flatMap((section) => changesOf(section, live, wanted, mayDelete));
  const removed = mayDelete ? [...SECTIONS].reverse().flatMap((section) => removalsOf(section, live, wanted)) : [];
  return [...made, ...removed];
}

/** Things the file does not name and that stay, because nothing is taken away unless asked. */
export function unnamed(live: ConfigDocument, wanted: ConfigDocument): Change[] {
  return SECTIONS.flatMap((section) => removalsOf(section, live, wanted));
}

function changesOf(section: Section, live: ConfigDocument, wanted: ConfigDocument, mayDelete: boolean): Change[] {
  const known = new Map(itemsOf(section, live).map((item) => [section.keyOf(item), item]));
  return itemsOf(section, wanted).flatMap((item): Change[] => {
    const key = section.keyOf(item);
    const before = known.get(key);
    if (before === undefined) return [{ kind: "create", section, key, item }];
    const fields = fieldChanges(section, before, item, mayDelete);
    return fields.length === 0 ? [] : [{ kind: "update", section, key, item, live: before, fields }];
  });
}

function removalsOf(section: Section, live: ConfigDocument, wanted: ConfigDocument): Change[] {
  if (section.remove === undefined || wanted[section.name] === undefined) return [];
  const named = new Set(itemsOf(section, wanted).map((item) => section.keyOf(item)));
  return itemsOf(section, live)
    .filter((item) => !named.has(section.keyOf(item)))
    .map((item) => ({ kind: "remove", section, key: section.keyOf(item), item }));
}

function fieldChanges(section: Section, live: Item, wanted: Item, mayDelete: boolean): FieldChange[] {
  return Object.entries(wanted)
    .filter(([field, value]) => value !== undefined && !section.uncompared.includes(field))
    .map(([field, value]) => {
      const from = section.normal?.(field, live[field], live[field], mayDelete) ?? live[field];
      const to = section.normal?.(field, value, live[field], mayDelete) ?? value;
      return { field, from, to };
    })
    .filter(({ from, to }) => !isSameValue(from, to));
}

function itemsOf(section: Section, document: ConfigDocument): Item[] {
  const part = document[section.name];
  if (part === undefined) return [];
  return Array.isArray(part) ? (part as Item[]) : [part as Item];
}
