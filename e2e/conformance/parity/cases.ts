import { newMarker } from "../harness/clients";
import type { Question } from "./client";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export interface Case {
  name: string;
  /** Mode of the upstream that answers. */
  mode: string;
  asks: Partial<Question>;
  /** Not asked on other lanes, where it would say nothing new. */
  atHomeOnly?: true;
}

/** What every client is asked on every lane. */
export const CASES: readonly Case[] = [
  { name: "text", mode: "good", asks: {} },
  { name: "a limit that was reached", mode: "length", asks: {} },
  { name: "a tool call", mode: "tools:1", asks: { offersTool: true } },
  { name: "parallel tool calls", mode: "tools:3", asks: { offersTool: true } },
  { name: "a picture", mode: "pictures", asks: { picture: PIXEL } },
  { name: "JSON by a schema", mode: "json", asks: { wantsJson: true } },
  { name: "reasoning", mode: "thoughts", asks: { thinks: true } },
  { name: "a long stream", mode: "tiny-events:400", asks: {}, atHomeOnly: true },
];

/** A case as it is put; the marker finds it in journals. */
export function question({ asks }: Pick<Case, "asks">): Question & { marker: string } {
  const marker = newMarker();
  return { text: `Say something. ${marker}`, offersTool: false, wantsJson: false, thinks: false, ...asks, marker };
}

/** A way to fail: what the provider does beside, and how the gateway is brought to the same. */
export interface FailureCase {
  name: string;
  /** Mode of the upstream that is asked directly. */
  beside: string;
  through: { mode: string; key?: "unknown" | "limited"; model?: "unknown" };
}

/** Every class of error a client library tells apart. */
export const FAILURES: readonly FailureCase[] = [
  { name: "a request that is wrong", beside: "status:400", through: { mode: "status:400" } },
  { name: "a key that opens nothing", beside: "status:401", through: { mode: "good", key: "unknown" } },
  { name: "a model that is not allowed", beside: "status:403", through: { mode: "good", key: "limited" } },
  { name: "a model that nobody has", beside: "status:404", through: { mode: "good", model: "unknown" } },
  { name: "too many requests", beside: "rate-limited:1", through: { mode: "rate-limited:1" } },
  { name: "a server that failed", beside: "status:500", through: { mode: "status:500" } },
  { name: "a server that is overloaded", beside: "overloaded", through: { mode: "overloaded" } },
];

/** Modes that break a stream in its middle. */
export const BREAKS = ["error-mid", "eof-mid"] as const;
/** The mode a caller leaves in the middle of. */
export const PACED = "paced:400:10";

export const ALL_MODES = [
  ...CASES.map(({ mode }) => mode),
  ...FAILURES.map(({ through }) => through.mode),
  ...BREAKS,
  PACED,
].filter((mode, index, all) => all.indexOf(mode) === index);
