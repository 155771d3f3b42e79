import type { Change } from "./diff";
import { changesIn, type Plan, staysIn } from "./plan";
import { changeLines, countWords } from "./print-changes";

interface WordsOptions {
  /** Where the plan was written. */
  out: string | null;
  environment: Record<string, string | undefined>;
}

/** A plan for a person to read before they apply it. */
export function planWords(plan: Plan, { out, environment }: WordsOptions): string {
  const changes = changesIn(plan);
  const stays = staysIn(plan);
  const notes = changes.flatMap((change) => noteOf(change, environment));
  const head = changes.length === 0 ? [`${plan.server} is as the file says.`] : [`Changes to ${plan.server}:`];
  const count = changes.length === 0 ? [] : ["", `${countWords(changes)}.`];
  const kept = stays.length === 0 ? [] : ["", "Not in the file, and left alone (--delete takes them away):"];
  const apply = changes.length === 0 || out === null ? [] : [`Apply it: npm run config -- apply ${out}`];
  return [
    ...head,
    ...changeLines(changes),
    ...notes,
    ...kept,
    ...stays.map(({ section, key }) => `    ${section.name}: ${key}`),
    ...count,
    ...apply,
  ].join("\n");
}

function noteOf(change: Change, environment: Record<string, string | undefined>): string[] {
  if (change.kind === "remove") return [];
  const note = change.section.note?.(change.item, change.kind === "update" ? change.live : null, environment);
  return note ? [`  ! ${change.section.name}: ${change.key}: ${note}`] : [];
}
