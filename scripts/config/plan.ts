import { z } from "zod";
import { type Change, diff, unnamed } from "./diff";
import { type ConfigDocument, configDocument } from "./document";
import type { Live } from "./read-live";

const planFile = z.strictObject({
  kind: z.literal("gatehouse-config-plan"),
  server: z.string(),
  madeAt: z.string(),
  /** Names the state the plan was made from; apply goes on only from there. */
  hash: z.string(),
  mayDelete: z.boolean(),
  seen: configDocument,
  wanted: configDocument,
});

/** What was looked at, what is wanted, and so what will be done: all that apply needs. */
export type Plan = z.output<typeof planFile>;

export function makePlan(
  live: Live,
  wanted: ConfigDocument,
  { server, mayDelete, now }: { server: string; mayDelete: boolean; now: Date },
): Plan {
  const { document: seen, hash } = live;
  return { kind: "gatehouse-config-plan", server, madeAt: now.toISOString(), hash, mayDelete, seen, wanted };
}

/** Throws a sentence for a file that is no plan. */
export function readPlan(text: string, name: string): Plan {
  const read = planFile.safeParse(parseJson(text));
  if (read.success) return read.data;
  throw new Error(`${name} is no plan. Make one: npm run config -- plan gatehouse.yaml --out ${name}`);
}

export function changesIn({ seen, wanted, mayDelete }: Plan): Change[] {
  return diff(seen, wanted, { mayDelete });
}

/** How the server differs from what the plan saw. */
export function driftSince({ seen }: Plan, live: Live): Change[] {
  return [...diff(seen, live.document, { mayDelete: true })];
}

/** What stays although the file does not name it. */
export function staysIn({ seen, wanted, mayDelete }: Plan): Change[] {
  return mayDelete ? [] : unnamed(seen, wanted);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
