import { z } from "zod";

/**
 * What goes wrong when a call is chosen to fail. `error`, `rate_limit`, `overloaded` and `auth` answer 500, 429, 503 and 401;
 * `timeout` never answers; `truncate` stops in the middle without a word; `error_event` breaks off with an error in the stream.
 */
const SIMULATED_FAILURES = [
  "none",
  "error",
  "rate_limit",
  "overloaded",
  "auth",
  "timeout",
  "truncate",
  "error_event",
] as const;

export type SimulatedFailure = (typeof SIMULATED_FAILURES)[number];

const ALIASES: ReadonlyMap<unknown, SimulatedFailure> = new Map([
  ["status", "error"],
  ["hang", "timeout"],
]);

/** How the simulated provider behaves; times in ms, `failureRate` a share from 0 to 1. */
export interface Behaviour {
  latencyMs: number;
  chunkMs: number;
  failure: SimulatedFailure;
  failureRate: number;
  /** Output length to aim for; undefined lets the prompt decide. */
  outputTokens?: number | undefined;
}

const failure = z.preprocess((value) => ALIASES.get(value) ?? value, z.enum(SIMULATED_FAILURES));

const settingsSchema = z.object({
  latencyMs: z.coerce.number().int().min(0).max(60_000).optional(),
  chunkMs: z.coerce.number().int().min(0).max(5_000).optional(),
  failure: failure.optional(),
  failureRate: z.coerce.number().min(0).max(1).optional(),
  outputTokens: z.coerce.number().int().min(1).max(8192).optional(),
});

const markerSchema = z.strictObject(settingsSchema.shape);

/** A marker that could not be read, in words for the caller. */
export class MarkerError extends Error {}

/** The provider's settings under the model's marker under the call's marker (the last one wins). Throws MarkerError. */
export function behaviourOf(settings: unknown, modelName: string, callMarker: string | undefined): Behaviour {
  const stored = settingsSchema.safeParse(settings ?? {});
  const marker = `${modelName.split(";").slice(1).join(";")};${callMarker ?? ""}`;
  const asked = marker === ";" ? {} : readMarker(marker);
  const merged = { ...(stored.success ? stored.data : {}), ...asked };
  return {
    latencyMs: merged.latencyMs ?? 0,
    chunkMs: merged.chunkMs ?? 0,
    failure: merged.failure ?? "none",
    // A marker that names a failure means this call, unless it gives a rate as well.
    failureRate: asked.failure === undefined ? (merged.failureRate ?? 1) : (asked.failureRate ?? 1),
    outputTokens: merged.outputTokens,
  };
}

/** `latencyMs=200;failure=truncate` as settings. */
function readMarker(marker: string): z.infer<typeof settingsSchema> {
  const pairs = marker
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
  const parsed = markerSchema.safeParse(Object.fromEntries(pairs.map((pair) => splitPair(pair))));
  if (parsed.success) return parsed.data;
  const names = Object.keys(settingsSchema.shape).join(", ");
  throw new MarkerError(`The simulation marker "${marker}" cannot be read. It takes name=value;… with ${names}.`);
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
