import { readFileSync, writeFileSync } from "node:fs";
import { findServer } from "../server/find-server";
import { type AdminCall, adminClient } from "./admin-client";
import { applyPlan } from "./apply";
import { readConfig, writeConfig } from "./config-file";
import { type ConfigCommand, readOptions, USAGE } from "./options";
import { changesIn, makePlan, readPlan } from "./plan";
import { planWords } from "./plan-words";
import { changeLines } from "./print-changes";
import { readLive } from "./read-live";

const DIFFERS = 2;

/** `npm run config`: exit code 0, 1 when it could not be done, 2 when `plan --check` finds a difference. */
async function main(): Promise<number> {
  const command = readOptions(process.argv.slice(2));
  if (command.kind === "help") return say(USAGE, 0);
  const { origin, token } = findServer(process.env, "of an owner, admin or, to export and plan, an auditor");
  const call = adminClient(origin, token, (request) => fetch(request));
  switch (command.kind) {
    case "export":
      return exportConfig(command.out, call);
    case "plan":
      return plan(command, origin, call);
    case "apply":
      return apply(command.plan, origin, call);
  }
}

async function exportConfig(out: string | null, call: AdminCall): Promise<number> {
  const text = writeConfig((await readLive(call)).document);
  if (out === null) process.stdout.write(text);
  else writeFileSync(out, text);
  return 0;
}

async function plan(command: ConfigCommand & { kind: "plan" }, origin: string, call: AdminCall): Promise<number> {
  const { file, out, mayDelete, failOnDifference } = command;
  const wanted = readConfig(readFileSync(file, "utf8"), file);
  const made = makePlan(await readLive(call), wanted, { server: origin, mayDelete, now: new Date() });
  if (out !== null) writeFileSync(out, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  const differs = failOnDifference && changesIn(made).length > 0;
  return say(planWords(made, { out, environment: process.env }), differs ? DIFFERS : 0);
}

async function apply(name: string, origin: string, call: AdminCall): Promise<number> {
  const made = readPlan(readFileSync(name, "utf8"), name);
  if (made.server !== origin) throw new Error(`This plan is for ${made.server}, not for ${origin}.`);
  const onDone = (change: Parameters<typeof changeLines>[0][number]) => say(changeLines([change]).join("\n"), 0);
  const done = await applyPlan(made, { call, environment: process.env, onDone });
  return say(done === 0 ? "Nothing to do." : `Done: ${done} changes.`, 0);
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
