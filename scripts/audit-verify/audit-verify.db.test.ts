import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditCheckpoint } from "@/lib/admin-api/schemas/audit-evidence";
import { type AdminApiFixture, openAdminApiFixture } from "@/lib/admin-api/testing/admin-api-fixture";

interface Ended {
  code: number | null;
  said: string;
}

describe("npm run audit:verify", () => {
  let fixture: AdminApiFixture;
  let checkpoint: AuditCheckpoint;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-verify-"));
  const at = (name: string) => join(folder, name);
  const write = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  let lines: string[];

  const call = async <Body>(method: string, path: string, body?: unknown) =>
    (await fixture.call<Body>(method, path, { token: fixture.home.people.owner.token, body })).body;
  const run = (...args: string[]) =>
    new Promise<Ended>((resolve) => {
      const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/audit-verify/main.ts", ...args], {
        env: { ...process.env, DATABASE_URL: "" },
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
      child.once("close", (code) => resolve({ code, said }));
    });

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    for (let index = 0; index < 5; index += 1) await call("POST", "/teams", { name: `team ${index}` });
    checkpoint = await call<AuditCheckpoint>("POST", "/audit/checkpoints", {});
    await call("POST", "/teams", { name: "after" });
    lines = (await call<string>("GET", "/audit/export")).trim().split("\n");
    write("kept.jsonl", `${JSON.stringify(checkpoint.signed)}\n`);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await fixture.close();
  });

  const fileOf = (name: string, rows: readonly string[]) => write(name, `${rows.join("\n")}\n`);
  const withKept = ["--checkpoints", at("kept.jsonl")];

  it("agrees with what was written, from a file and from a database", async () => {
    const key = checkpoint.signed.publicKey;
    const file = await run("--file", fileOf("whole.jsonl", lines), ...withKept, "--key", key);
    expect(file).toMatchObject({ code: 0, said: expect.stringContaining(`Intact: ${fixture.home.id}`) });
    expect(file.said).toContain("1 checkpoints agree");
    const database = await run("--database-url", fixture.databaseUrl);
    expect(database).toMatchObject({ code: 0, said: expect.stringContaining("1 checkpoints agree") });
  });

  it.each([
    ["an edited event", (rows: string[]) => rows.with(2, (rows[2] ?? "").replace("team 2", "team X")), "event 3 "],
    ["a deleted event", (rows: string[]) => rows.toSpliced(2, 1), "event 3 "],
    ["two events swapped", (rows: string[]) => rows.with(2, rows[3] ?? "").with(3, rows[2] ?? ""), "event 3 "],
    ["an end that was cut off", (rows: string[]) => rows.slice(0, 3), "event 4:"],
  ])("names the first broken event of %s", async (_what, tamper, named) => {
    const { code, said } = await run("--file", fileOf("tampered.jsonl", tamper(lines)), ...withKept);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(`^BROKEN: ${fixture.home.id}, ${named}`) });
  });

  it("sees the same in the database, and a checkpoint that was forged or is another's", async () => {
    const other = await run("--file", at("whole.jsonl"), ...withKept, "--key", "A".repeat(43));
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining("signed by another key") });
    const forged = readFileSync(at("kept.jsonl"), "utf8").replace(/"seq":\d+/, '"seq":1');
    const changed = await run("--file", at("whole.jsonl"), "--checkpoints", write("forged.jsonl", forged));
    expect(changed).toMatchObject({ code: 1, said: expect.stringContaining("changed after it was signed") });
    const { sql } = fixture.database;
    await sql`alter table audit_event disable trigger user`;
    await sql`update audit_event set after = '{"name": "x"}' where organization_id = ${fixture.home.id} and seq = 2`;
    const database = await run("--database-url", fixture.databaseUrl);
    expect(database).toMatchObject({ code: 1, said: expect.stringContaining("event 2 (teams.create by tok_") });
  });
});
