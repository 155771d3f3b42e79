import type postgres from "postgres";
import { optionsOf } from "./driver";

/** Built-in types by number, and the numbers of their arrays; both are the same on every Postgres (pg_type.dat). */
const ARRAY_OF: readonly (readonly [type: number, array: number])[] = [
  [16, 1000],
  [17, 1001],
  [20, 1016],
  [21, 1005],
  [23, 1007],
  [25, 1009],
  [26, 1028],
  [114, 199],
  [700, 1021],
  [701, 1022],
  [1042, 1014],
  [1043, 1015],
  [1082, 1182],
  [1114, 1115],
  [1184, 1185],
  [1700, 1231],
  [2950, 2951],
  [3802, 3807],
];

type Convert = (value: never) => unknown;

/**
 * Teaches a client arrays of built-in types. The driver would ask each new connection for them, in a query nobody waits for: when
 * that connection is lost meanwhile, the rejection is unhandled and ends the process. It also saves a round trip.
 */
export function learnArrays(client: postgres.Sql): void {
  const options = optionsOf(client);
  const parsers = options.parsers as Record<number, Convert | undefined>;
  const serializers = options.serializers as Record<number, Convert | undefined>;
  const { typeArrayMap } = options.shared as { typeArrayMap: Record<number, number> };
  for (const [type, array] of ARRAY_OF) {
    const parse = parsers[type] as ((text: string) => unknown) | undefined;
    typeArrayMap[type] = array;
    options.parsers[array] = (text: string) => parseArray(text, parse ?? ((item) => item));
    // Looked up when it is needed, as what converts a single value may be replaced.
    options.serializers[array] = (items: unknown) =>
      writeArray(items, (item) =>
        String((serializers[type] as ((item: unknown) => unknown) | undefined)?.(item) ?? item),
      );
  }
}

/** `{1,2}` as Postgres reads it; what is no array is taken as text already. */
export function writeArray(items: unknown, write: (item: unknown) => string): unknown {
  if (!Array.isArray(items)) return items;
  const parts = items.map((item: unknown) => {
    if (item === undefined) throw new TypeError("an array for the database cannot hold undefined");
    if (item === null) return "null";
    if (Array.isArray(item)) return writeArray(item, write);
    return `"${write(item).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return `{${parts.join(",")}}`;
}

const ITEM = /"((?:[^"\\]|\\.)*)"|([{},])|([^{},"]+)/gs;

/** What Postgres writes for an array, item by item; nested ones stay nested. */
export function parseArray(text: string, parse: (item: string) => unknown): unknown[] {
  const outer: unknown[] = [];
  const open: unknown[][] = [outer];
  for (const [, quoted, mark, bare] of text.matchAll(ITEM)) {
    const inner = open.at(-1) ?? outer;
    if (quoted !== undefined) inner.push(parse(quoted.replace(/\\(.)/gs, "$1")));
    else if (bare !== undefined) inner.push(bare === "NULL" ? null : parse(bare));
    else if (mark === "{") {
      const nested: unknown[] = [];
      inner.push(nested);
      open.push(nested);
    } else if (mark === "}") open.pop();
  }
  const [array] = outer;
  if (!Array.isArray(array)) throw new TypeError(`"${text}" is no array`);
  return array;
}
