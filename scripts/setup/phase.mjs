import { spawn } from "node:child_process";
import { ROOT } from "./root.mjs";

const BEAT_MS = 10_000;

/** A step of the setup that failed; the message is all there is to say. */
export class SetupFailure extends Error {}

/**
 * Runs a command as one phase of the setup: a line when it begins, a sign of life while it runs, a line with the seconds when it
 * is done. Its output is kept back, and shown in full only when it fails. Throws SetupFailure.
 */
export async function runPhase(title, command, args, options = {}) {
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  console.log(`  ${title} ...`);
  const beat = setInterval(() => console.log(`  ${title} ... ${seconds()}`), BEAT_MS);
  const { code, output } = await capture(command, args, options);
  clearInterval(beat);
  if (code === 0) {
    console.log(`  ${title}: done in ${seconds()}`);
    return output;
  }
  throw new SetupFailure(`${output.trimEnd()}\n\n${title}: failed after ${seconds()} (see above).`);
}

/** Runs a command to its end; its standard output and error in the order they came. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.once("error", (error) => resolve({ code: 127, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Prints a failure of the setup and ends with exit code 1; anything else is a bug and keeps its stack. */
export function reportFailure(error) {
  console.error(error instanceof SetupFailure ? `\n${error.message}` : error);
  process.exit(1);
}
