import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatehouse } from "../../running-server/start-gatehouse";
import { admin, findRecord } from "../harness/admin";
import { serverUnderTest } from "../harness/server-under-test";
import { until } from "../harness/until";

const LONGEST_MS = 300_000;

interface Cell {
  route: string;
  control: string;
  streamed: boolean;
  passed: boolean;
  requestIds: string[];
}

interface Signed {
  document: {
    gateway: string;
    passed: boolean;
    controls: { id: string }[];
    routes: { route: string; meter: string }[];
    cells: Cell[];
  };
  signature: string;
  publicKey: string;
}

interface Ended {
  code: number;
  output: string;
}

/** `npm run prove` with nothing but what is given. */
function prove(args: string[], settings: Record<string, string>): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH, HOME, GATEHOUSE_DATA_DIR: "/nowhere", ...settings };
  const command = ["scripts/run.mjs", "scripts/prove/main.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

describe("npm run prove against the running server", () => {
  let folder: string;
  let file: string;
  let ended: Ended;
  let signed: Signed;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "gatehouse-proof-"));
    file = join(folder, "proof.json");
    ended = await prove(["--json", file], {
      GATEHOUSE_URL: serverUnderTest().origin,
      GATEHOUSE_TOKEN: serverUnderTest().ownerToken,
    });
    signed = JSON.parse(await readFile(file, "utf8")) as Signed;
  }, LONGEST_MS);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("finds every control enforced, and says so in a table and its exit code", () => {
    expect(signed.document.cells.filter(({ passed }) => !passed)).toEqual([]);
    expect(ended).toMatchObject({ code: 0, output: expect.stringContaining("cells held") });
    expect(ended.output).toMatch(/Revoked key dead +held +held\n/);
    expect(signed.document.gateway).toBe(serverUnderTest().origin);
  });

  it("tried every control on every metered route, in the columns the route has", () => {
    const { routes, controls, cells } = signed.document;
    for (const { route } of routes.filter(({ meter }) => meter !== "free")) {
      const own = cells.filter((cell) => cell.route === route);
      const columns = new Set(own.map(({ streamed }) => streamed));
      // A route that only streams, or never does, has no place for what is tried in the other column alone; one that is got has no body.
      const possible = controls.filter(
        ({ id }) =>
          !(route.startsWith("GET ") && id.startsWith("body_")) &&
          cells.some(({ control, streamed }) => control === id && columns.has(streamed)),
      );
      const tried = new Set(own.map(({ control }) => control));
      expect([...tried].sort()).toEqual(possible.map(({ id }) => id).sort());
    }
    const everywhere = new Set(cells.map(({ control }) => control));
    expect([...everywhere].sort()).toEqual(controls.map(({ id }) => id).sort());
    expect(new Set(cells.map(({ route }) => route))).toEqual(new Set(routes.map(({ route }) => route)));
  });

  it("made calls that left records like any other", async () => {
    const [id = ""] = signed.document.cells.find(({ control }) => control === "good_key_answered")?.requestIds ?? [];
    const record = await until(() => findRecord(id), { what: "the record" });
    expect(record).toMatchObject({ outcome: "ok", simulated: true });
  });

  it("verifies its document without a server, also against the key noted down before", async () => {
    const { publicKey } = await admin<{ publicKey: string }>("GET", "/proof-settings");
    expect(await prove(["--verify", file, "--key", publicKey], {})).toMatchObject({ code: 0 });
  });

  it("does not verify a document that somebody improved", async () => {
    const better = join(folder, "better.json");
    const cells = signed.document.cells.slice(1);
    await writeFile(better, JSON.stringify({ ...signed, document: { ...signed.document, cells } }));
    expect(await prove(["--verify", better], {})).toMatchObject({
      code: 1,
      output: expect.stringContaining("changed after it was signed"),
    });
    const other = Buffer.alloc(32, 7).toString("base64url");
    expect(await prove(["--verify", file, "--key", other], {})).toMatchObject({
      code: 1,
      output: expect.stringContaining("another key"),
    });
  });

  it("says what to do when there is no server, or no token", async () => {
    const url = "http://127.0.0.1:9";
    const absent = await prove([], { GATEHOUSE_URL: url, GATEHOUSE_TOKEN: "x".repeat(40) });
    expect(absent).toMatchObject({ code: 1, output: expect.stringContaining(`Nothing answers at ${url}`) });
    expect(await prove([], {})).toMatchObject({ code: 1, output: expect.stringContaining("GATEHOUSE_TOKEN") });
  });
});

it(
  "holds behind several processes, and needs no token beside the embedded database",
  async () => {
    const server = await startGatehouse({ env: { GATEHOUSE_WORKERS: "2" } });
    try {
      const { code, output } = await prove([], { GATEHOUSE_DATA_DIR: server.dataDir });
      expect(output).toContain("cells held");
      expect(output).not.toContain("BROKEN");
      expect(code).toBe(0);
    } finally {
      await server.stop();
    }
  },
  LONGEST_MS,
);
