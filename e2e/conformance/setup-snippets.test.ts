import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setupGroups } from "../../components/keys/setup-snippets/setup-guides";
import { type House, openHouse } from "./harness/house";

const run = promisify(execFile);
/** Below the sources, so that Node finds the client libraries. */
const CACHE = fileURLToPath(new URL("../../.cache", import.meta.url));
const NAMES = { root: "ROOT", model: "MODEL" };

let house: House;
let secret: string;
let folder: string;

beforeAll(async () => {
  house = await openHouse("setup");
  await house.addModels("simulated", ["sim"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("simulated", "sim"));
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, "setup-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
});

/** The samples of the portal's setup page, as they are printed for this server and a model of it. */
function samplesFor(facts: { root: string; model: string }) {
  const guides = setupGroups(facts).flatMap((group) => group.guides);
  return guides.flatMap(({ title: guide, samples }) =>
    samples.map(({ title, code }) => ({ name: `${guide}, ${title}`, code })),
  );
}

const namesOf = (isRunnable: (code: string) => boolean) =>
  samplesFor(NAMES)
    .filter(({ code }) => isRunnable(code))
    .map(({ name }) => name);

function codeOf(name: string): string {
  const facts = { root: `${house.origin}/api`, model: house.modelName("simulated", "sim") };
  return samplesFor(facts).find((sample) => sample.name === name)?.code ?? "";
}

describe("what the setup page prints runs as it stands, once GATEHOUSE_KEY is set", () => {
  const environment = () => ({ ...process.env, GATEHOUSE_KEY: secret });

  it.each(namesOf((code) => code.startsWith("curl")))("%s", async (name) => {
    const { stdout } = await run("sh", ["-c", codeOf(name)], { env: environment() });
    expect(stdout).toMatch(/"(content|text)":\s*"[^"]/);
    expect(stdout).not.toContain('"error":{');
  });

  it.concurrent.each(namesOf((code) => code.startsWith("// npm")))("%s", async (name) => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mts`);
    writeFileSync(file, codeOf(name));
    const { stdout } = await run(process.execPath, [file], { env: environment() });
    expect(stdout.trim()).not.toBe("");
    expect(stdout).not.toContain("undefined");
  });
});
