import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded";
import { embeddedTemplate } from "./testing/embedded-template";

let folder: string;
const started: EmbeddedPostgres[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "embedded-"));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const one = await startEmbeddedPostgres({ dataDir, loadFrom: await embeddedTemplate() });
  started.push(one);
  return one;
}

async function reopen(dataDir: string): Promise<EmbeddedPostgres> {
  const one = await startEmbeddedPostgres({ dataDir });
  started.push(one);
  return one;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("embedded Postgres", () => {
  it("keeps what was committed when its process is killed", async () => {
    const dataDir = join(folder, "postgres");
    const first = await start(dataDir);
    const sql = postgres(first.url, { max: 1 });
    await sql`create table kept (n int)`;
    await sql`insert into kept select generate_series(1, 1000)`;
    process.kill(first.pid, "SIGKILL");
    expect(await first.failure).toContain("ended");
    await sql.end({ timeout: 0 });
    const again = postgres((await reopen(dataDir)).url, { max: 1 });
    expect(await again`select count(*)::int as n from kept`).toEqual([{ n: 1000 }]);
    await again.end();
  });

  it("says in one sentence who holds a data directory", async () => {
    const dataDir = join(folder, "postgres");
    const first = await start(dataDir);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      `The data directory ${folder} is in use by another Gatehouse (process ${first.pid}).`,
    );
  });

  it("takes over the lock of a process that no longer lives", async () => {
    const dataDir = join(folder, "postgres");
    await writeFile(`${dataDir}.lock`, "999999999 1");
    await start(dataDir);
  });

  it("makes a database again when its making was interrupted", async () => {
    const dataDir = join(folder, "postgres");
    await mkdir(dataDir);
    await writeFile(join(dataDir, "PG_VERSION"), "17");
    await writeFile(`${dataDir}.making`, "");
    const sql = postgres((await start(dataDir)).url, { max: 1 });
    expect(await sql`select count(*)::int as n from organization`).toEqual([{ n: 0 }]);
    await sql.end();
  });

  it("ends when the process that started it is killed", async () => {
    const script = join(import.meta.dirname, `../.cache/abandon-${process.pid}.mjs`);
    await build({
      stdin: {
        contents: `import { startEmbeddedPostgres } from "./embedded";
          const { pid } = await startEmbeddedPostgres({ dataDir: null, loadFrom: ${JSON.stringify(await embeddedTemplate())} });
          process.stdout.write(String(pid), () => process.kill(process.pid, "SIGKILL"));`,
        resolveDir: import.meta.dirname,
      },
      outfile: script,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      define: { "import.meta.url": JSON.stringify(new URL("embedded.ts", import.meta.url).href) },
    });
    const ended = await promisify(execFile)(process.execPath, [script]).catch((error: { stdout: string }) => error);
    await rm(script);
    const pid = Number(ended.stdout);
    expect(pid).toBeGreaterThan(0);
    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
  });
});

describe("its connections", () => {
  let shared: EmbeddedPostgres;
  let url: string;

  beforeAll(async () => {
    shared = await startEmbeddedPostgres({ dataDir: null, loadFrom: await embeddedTemplate() });
    url = shared.url;
  });
  afterAll(() => shared.stop());

  it("refuses a connection without this start's password", async () => {
    const stranger = new URL(url);
    stranger.password = "guess";
    const sql = postgres(stranger.href, { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "28P01" });
    await sql.end({ timeout: 0 });
  });

  it("rolls back the transaction of a connection that vanishes, and serves the next", async () => {
    const sql = postgres(url, { max: 1 });
    await sql`create table lost (n int)`;
    const vanishing = postgres(url, { max: 1 });
    const reserved = await vanishing.reserve();
    await reserved`begin`;
    await reserved`insert into lost values (1)`;
    await vanishing.end({ timeout: 0 });
    expect(await sql`select * from lost`).toEqual([]);
    await sql.end();
  });

  it("understands messages that arrive byte by byte", async () => {
    const target = new URL(url);
    const port = Number(target.port);
    const proxy = createServer((client) => {
      const server = createConnection({ port, host: "127.0.0.1", noDelay: true });
      server.pipe(client);
      client.on("data", (chunk) => {
        for (const byte of chunk) server.write(Buffer.from([byte]));
      });
      client.on("close", () => server.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = proxy.address();
    target.port = String(typeof address === "object" ? address?.port : 0);
    const sql = postgres(target.href, { max: 2 });
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((letter) => sql`select ${letter.repeat(300)}::text as text`),
    );
    expect(answers.map(([row]) => row?.text.slice(0, 1))).toEqual(["a", "b", "c", "d"]);
    await sql.end();
    proxy.close();
  });

  it("hangs up on a client that speaks something else and goes on serving", async () => {
    const socket = createConnection(Number(new URL(url).port), "127.0.0.1", () =>
      socket.write("GET / HTTP/1.1\r\n\r\n"),
    );
    socket.resume();
    await once(socket, "close");
    const sql = postgres(url, { max: 1 });
    expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
    await sql.end();
  });
});
