import { parseArgs } from "node:util";

export interface VerifyOptions {
  /** An export as JSON lines; null: the database. */
  file: string | null;
  databaseUrl: string | null;
  /** Files with signed checkpoints, one per line, or one document each. */
  checkpoints: string[];
  /** The public key they must be signed by, base64url. */
  key: string | null;
  /** Evidence of an access review to verify instead of a chain. */
  evidence: string | null;
  /** The CSV that belongs to it. */
  csv: string | null;
}

export const USAGE = `npm run audit:verify                                    every chain in DATABASE_URL, against the checkpoints stored there
npm run audit:verify -- --file audit.jsonl              an export (JSON lines, not narrowed); needs no server and no database
npm run audit:verify -- --checkpoints kept.jsonl        and against checkpoints kept elsewhere; may be given several times
npm run audit:verify -- --key K                         and that those were signed by this public key (Settings, Audit checkpoints)
npm run audit:verify -- --evidence review.json [--csv review.csv]   the signed evidence of an access review

Exit code 0: everything is what was written. 1: something is not, and the first broken event is named.`;

/** Throws a sentence for what it does not know. */
export function readOptions(args: string[], environment: Record<string, string | undefined>): VerifyOptions | "help" {
  const { values } = parseArgs({
    args: withKeyAttached(args),
    options: {
      file: { type: "string" },
      "database-url": { type: "string" },
      checkpoints: { type: "string", multiple: true },
      key: { type: "string" },
      evidence: { type: "string" },
      csv: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return "help";
  return {
    file: values.file ?? null,
    databaseUrl: values["database-url"] ?? environment.DATABASE_URL ?? null,
    checkpoints: values.checkpoints ?? [],
    key: values.key ?? null,
    evidence: values.evidence ?? null,
    csv: values.csv ?? null,
  };
}

/** One public key in 64 starts with a dash, which `parseArgs` would take for the next option. */
function withKeyAttached(args: string[]): string[] {
  const at = args.indexOf("--key");
  const key = args[at + 1];
  return at === -1 || key === undefined || key.startsWith("--") ? args : args.toSpliced(at, 2, `--key=${key}`);
}
