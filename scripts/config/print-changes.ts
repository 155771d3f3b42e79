import type { Change } from "./diff";

const SIGNS = { create: "+", update: "~", remove: "-" } as const;

/** A line per thing, and one per field that changes. */
export function changeLines(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    const head = `  ${SIGNS[change.kind]} ${change.section.name}: ${change.key}`;
    if (change.kind !== "update") return [head];
    return [head, ...change.fields.map(({ field, from, to }) => `      ${field}: ${shown(from)} → ${shown(to)}`)];
  });
}

/** "2 to make, 1 to change, 0 to take away". */
export function countWords(changes: readonly Change[]): string {
  const count = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
  return `${count("create")} to make, ${count("update")} to change, ${count("remove")} to take away`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
