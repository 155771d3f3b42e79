import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Candidates to run; empty runs all. `direct` always runs, it is what the others are compared with. */
  only: string[];
  rounds: number;
  /** How long each measurement runs, after its warm-up. */
  secondsPerRun: number;
  /** How long every candidate is called before the first round. */
  warmUpMs: number;
  wholeConnections: number[];
  streamCounts: number[];
  json: boolean;
  /** Milliseconds of the memory soak; null runs the table. */
  soakMs: number | null;
  soakStreams: number;
  /** The mock provider sends a stream's events at once instead of 20 ms apart. */
  unpaced: boolean;
  /** Leave bench/last-table.md as it is. */
  keepTable: boolean;
}

export const USAGE = `npm run bench -- [options]
  --only a,b        candidates: nginx, bare, portkey, l0, l1, l2, l3, other, translate (direct always runs)
  --rounds n        interleaved rounds, medians are printed (3)
  --seconds n       length of one measurement (3)
  --warm-up n       seconds every candidate is called before the first round (60)
  --whole 1,10      connections of the non-streaming runs (1,10,32,128)
  --streams 1,32    concurrent streams (1,32,128,512)
  --soak 10m        hold streams for that long and print the memory every tenth of it
  --soak-streams n  streams held by --soak (512)
  --lanes           the relay lane beside the translate lane alone: --only l3,translate --whole "" --keep-table
  --unpaced         streams as fast as they can go: their calls/s are what a core carries
  --json            print the numbers as JSON as well
  --keep-table      do not write bench/last-table.md`;

const LANES = "l3,translate";

/** Reads the command line; null when only help was asked for. Throws a sentence for what it cannot read. */
export function readOptions(args: string[]): BenchOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "3" },
      seconds: { type: "string", default: "3" },
      "warm-up": { type: "string", default: "60" },
      whole: { type: "string", default: "1,10,32,128" },
      streams: { type: "string", default: "1,32,128,512" },
      soak: { type: "string" },
      "soak-streams": { type: "string", default: "512" },
      unpaced: { type: "boolean", default: false },
      lanes: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      "keep-table": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  return {
    only: (values.lanes ? LANES : values.only).split(",").filter((name) => name !== ""),
    rounds: positive(values.rounds, "--rounds"),
    secondsPerRun: positive(values.seconds, "--seconds"),
    warmUpMs: positive(values["warm-up"], "--warm-up") * 1000,
    wholeConnections: list(values.lanes ? "" : values.whole, "--whole"),
    streamCounts: list(values.streams, "--streams"),
    json: values.json,
    soakMs: values.soak === undefined ? null : durationMs(values.soak),
    soakStreams: positive(values["soak-streams"], "--soak-streams"),
    unpaced: values.unpaced,
    keepTable: values["keep-table"] || values.lanes || values.unpaced,
  };
}

function positive(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new Error(`${name} must be a number above 0, not "${text}"`);
  return number;
}

function list(text: string, name: string): number[] {
  return text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => positive(part, name));
}

function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text);
  if (match === null) throw new Error(`--soak wants a duration like 30s, 10m or 1h, not "${text}"`);
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000 }[match[2] as "s" | "m" | "h"];
  return Number(match[1]) * unitMs;
}
