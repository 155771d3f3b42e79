import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverUnderTest } from "./harness/server-under-test";

const FOLDER = join(import.meta.dirname, `../../.cache/generated-client-${process.pid}`);

/** What somebody writes who has nothing of Gatehouse but the address of its description. */
const PROGRAM = `
import createClient from "openapi-fetch";
import type { paths } from "./schema";

export async function run(baseUrl: string, token: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
  const team = await client.POST("/api/admin/teams", { body: { name: "made by a generated client" } });
  const teamId = team.data?.id ?? "";
  const project = await client.POST("/api/admin/projects", { body: { teamId, name: "generated" } });
  const key = await client.POST("/api/admin/keys", {
    body: { projectId: project.data?.id ?? "", name: "generated", allowedModels: ["*"] },
    params: { header: { "idempotency-key": "generated-client" } },
  });
  const keyId = key.data?.key.id ?? "";
  const detail = await client.GET("/api/admin/keys/{keyId}", { params: { path: { keyId } } });
  const audit = await client.GET("/api/admin/audit", { params: { query: { targetId: keyId, limit: 5 } } });
  const missing = await client.GET("/api/admin/keys/{keyId}", { params: { path: { keyId: "key_0" } } });
  const lines = await client.GET("/api/admin/audit/export", { params: { query: { format: "jsonl" } }, parseAs: "text" });
  const revoked = await client.POST("/api/admin/keys/{keyId}/revoke", { params: { path: { keyId } } });
  return {
    secret: key.data?.secret ?? null,
    name: detail.data?.name,
    actions: audit.data?.items.map((event) => event.action),
    refusal: missing.error?.code,
    exported: lines.data?.split("\\n").length ?? 0,
    status: revoked.data?.status,
  };
}
`;

const WRONG = `
import createClient from "openapi-fetch";
import type { paths } from "./schema";
const client = createClient<paths>();
export const misspelt = client.POST("/api/admin/teams", { body: { nam: "x" } });
export const absent = client.GET("/api/admin/no-such-thing");
`;

/** The compiler's sentences about a file. */
function complaints(file: string): string[] {
  const program = ts.createProgram([join(FOLDER, file)], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("a client generated from /api/admin/openapi.json", () => {
  // A field with a default may be left out of a body; the generator otherwise takes it for required (--default-non-nullable=false).
  beforeAll(async () => {
    const document = (await (await fetch(`${serverUnderTest().origin}/api/admin/openapi.json`)).json()) as OpenAPI3;
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, "schema.ts"), astToString(await openapiTS(document, { defaultNonNullable: false })));
    writeFileSync(join(FOLDER, "program.ts"), PROGRAM);
    writeFileSync(join(FOLDER, "wrong.ts"), WRONG);
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it("compiles for right calls and not for wrong ones", () => {
    expect(complaints("program.ts")).toEqual([]);
    expect(complaints("wrong.ts").length).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it("makes, reads, exports and revokes on a running server", async () => {
    const program = (await import(join(FOLDER, "program.ts"))) as {
      run(origin: string, token: string): Promise<Record<string, unknown>>;
    };
    const done = await program.run(serverUnderTest().origin, serverUnderTest().ownerToken);
    expect(done).toMatchObject({
      name: "generated",
      actions: ["keys.create"],
      refusal: "not_found",
      status: "revoked",
    });
    expect(done.secret).toMatch(/^gk_live_/);
    expect(done.exported).toBeGreaterThan(3);
  });
});
