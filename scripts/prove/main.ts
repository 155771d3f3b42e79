import { writeFileSync } from "node:fs";
import type { SignedProofView } from "@/lib/admin-api/schemas/proofs";
import { keyFingerprint } from "@/lib/signed/verify-document";
import { findServer } from "../server/find-server";
import { askForProof } from "./ask-for-proof";
import { type ProveOptions, readOptions, USAGE } from "./options";
import { matrixLines } from "./print-matrix";
import { verifyFile } from "./verify-file";

/** `npm run prove`: exit code 0 when every control held (or the document is valid), 1 for everything else. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") return say(USAGE, 0);
  if (options.verify === null) return prove(options);
  const { isValid, words } = verifyFile(options.verify, options.key);
  return say(words, isValid ? 0 : 1);
}

async function prove({ json }: ProveOptions): Promise<number> {
  const server = findServer(process.env, "with the scopes proofs:run and proofs:read");
  const isTerminal = process.stderr.isTTY === true;
  if (isTerminal) process.stderr.write(`Proving ${server.origin} ...`);
  const proof = await askForProof(server, ({ done, planned }) => {
    if (isTerminal) process.stderr.write(`\r\u001b[KProving ${server.origin}: ${done} of ${planned || "?"} cells`);
  });
  if (isTerminal) process.stderr.write("\r\u001b[K");
  if (proof.signed === null) return say(proof.failure ?? "The proof ended without a document.", 1);
  if (json !== null) writeFileSync(json, `${JSON.stringify(proof.signed, null, 2)}\n`);
  return say(report(proof.signed, json), proof.status === "passed" ? 0 : 1);
}

function report(signed: SignedProofView, json: string | null): string {
  const { document, publicKey } = signed;
  const red = document.cells.filter(({ passed }) => !passed).length;
  const total = document.cells.length;
  const { version, commit } = document.software;
  return [
    `Proof of enforcement: ${document.gateway}, Gatehouse ${version}${commit === null ? "" : ` (${commit.slice(0, 12)})`}`,
    ...matrixLines(signed, process.stdout.isTTY === true),
    "",
    red === 0 ? `All ${total} cells held.` : `${red} of ${total} cells are BROKEN.`,
    `Signed by ${keyFingerprint(publicKey)}.${json === null ? "" : ` The document is in ${json}.`}`,
  ].join("\n");
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
