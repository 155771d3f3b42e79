import type { ChainBreak } from "@/db/queries/audit/walk-chain";
import { readOptions, USAGE, type VerifyOptions } from "./options";
import { readCheckpoints } from "./read-checkpoints";
import { verifyDatabase } from "./verify-database";
import { verifyEvidenceFile } from "./verify-evidence-file";
import { type VerifiedChain, verifyExport } from "./verify-file";

/** `npm run audit:verify`: exit code 0 when everything is what was written, 1 for everything else. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === "help") return say(USAGE, 0);
  if (options.evidence !== null) {
    const { isValid, words } = verifyEvidenceFile(options.evidence, options.csv, options.key);
    return say(words, isValid ? 0 : 1);
  }
  const chains = await verifyChains(options);
  const isIntact = chains.every(({ report }) => report.intact);
  return say(chains.map(wordsOf).join("\n"), isIntact ? 0 : 1);
}

async function verifyChains({ file, databaseUrl, checkpoints, key }: VerifyOptions): Promise<VerifiedChain[]> {
  const kept = readCheckpoints(checkpoints, key);
  if (file !== null) return [await verifyExport(file, kept)];
  if (databaseUrl !== null) return verifyDatabase(databaseUrl, kept, key);
  throw new Error(
    "Say what to verify: DATABASE_URL, or --file with an export. With the embedded database, export the log in the portal (Audit, Export, JSON lines).",
  );
}

const PROBLEMS: Record<ChainBreak, string> = {
  missing_or_moved: "the event that belongs here is missing, or was moved",
  changed: "it is not what was written: somebody changed it afterwards",
  not_as_checkpointed: "a signed checkpoint knows another event here: the chain was written anew",
  end_cut_off: "a signed checkpoint knows events from here on: the end was cut off",
};

function wordsOf({ organizationId, report, broken }: VerifiedChain): string {
  const checked = `${report.checked} events, ${report.checkpoints} checkpoints agree`;
  if (report.problem === null)
    return `Intact: ${organizationId}, ${checked}, head ${report.headSeq} ${report.headHash}`;
  const what = broken === null ? "" : ` (${broken.action} by ${broken.actorId} at ${broken.at.toISOString()})`;
  return `BROKEN: ${organizationId}, event ${report.firstBadSeq}${what}: ${PROBLEMS[report.problem]}. Before it: ${checked}.`;
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
