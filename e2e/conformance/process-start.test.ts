import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { type Ended, type Launched, launchGatehouse, type StartOptions } from "../running-server/start-gatehouse";

const STRONG = "k7Qm2vX9bT4wZ1pR8sN5cL3hJ6dF0gYa";
const launched: Launched[] = [];
afterEach(() => Promise.all(launched.splice(0).map((one) => one.remove())));

async function launch(options?: StartOptions): Promise<Launched> {
  const one = await launchGatehouse(options);
  launched.push(one);
  return one;
}

/** What an operator reads when a start fails: exit code 1, nothing promised, no stack. */
async function failure(options: StartOptions): Promise<string> {
  const ended: Ended = await (await launch(options)).ended;
  expect(ended.code).toBe(1);
  expect(ended.stdout).toBe("");
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  return ended.stderr.trimEnd();
}

async function takenPort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe("a start that cannot succeed ends with one clear sentence", () => {
  it("when the port is taken", async () => {
    const taken = await takenPort();
    const sentence = await failure({ env: { PORT: String(taken.port) } });
    expect(sentence).toBe(
      `Port ${taken.port} on 127.0.0.1 is taken by another program. Stop that one, or choose another port: PORT=${taken.port + 1} npm start`,
    );
    await taken.free();
  });

  it("when nothing listens at DATABASE_URL, without showing the password", async () => {
    const taken = await takenPort();
    await taken.free();
    const DATABASE_URL = `postgres://gate:hunter2@127.0.0.1:${taken.port}/house`;
    const sentence = await failure({ env: { DATABASE_URL, GATEHOUSE_SECRET: STRONG } });
    expect(sentence).toBe(
      `Gatehouse cannot use the database at 127.0.0.1:${taken.port}/house: nothing listens there. Start it, or correct DATABASE_URL.`,
    );
  });

  it("when the environment is wrong, every mistake on a line of its own", async () => {
    const env = { DATABASE_URL: "localhost/house", PORT: "http", GATEHOUSE_ROLL: "gateway" };
    const lines = (await failure({ env })).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.join(" ")).toMatch(/DATABASE_URL .* PORT .* GATEHOUSE_ROLE\? GATEHOUSE_SECRET is required/);
  });

  it("when the data directory cannot be written", async () => {
    const other = await launch();
    const file = join(other.dataDir, "file");
    await writeFile(file, "");
    const dataDir = join(file, "data");
    const sentence = await failure({ env: { GATEHOUSE_DATA_DIR: dataDir } });
    expect(sentence).toBe(
      `The data directory ${dataDir} cannot be written (ENOTDIR). Make it writable, or set GATEHOUSE_DATA_DIR to another directory.`,
    );
  });

  it("when another Gatehouse uses the data directory", async () => {
    const first = await launch();
    await first.ready;
    const sentence = await failure({ env: { GATEHOUSE_DATA_DIR: first.dataDir } });
    expect(sentence).toContain(`The data directory ${first.dataDir} is in use by another Gatehouse (process `);
  });

  it("when Node is too old", async () => {
    const script = join(import.meta.dirname, "../../scripts/start.cjs");
    const old = `Object.defineProperty(process.versions, "node", { value: "18.19.1" }); require(${JSON.stringify(script)})`;
    const ended = await promisify(execFile)(process.execPath, ["-e", old]).catch((error: Ended) => error);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr.trimEnd()).toBe(
      "Gatehouse needs Node 20.19 or newer to start, and this is Node 18.19.1: install a newer one from https://nodejs.org and try again.",
    );
  });
});
