import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REQUEST_FILE_FORMS } from "@/lib/admin-api/views/request-file";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { type ExportDeps, writeNext } from "./attend-exports";
import { createExport } from "./create-export";
import { downloadExport } from "./download-export";
import { listExports } from "./list-exports";

describe("an export", () => {
  let fixture: AdminFixture;
  let deps: ExportDeps;
  let mine: CallPlace;
  let other: CallPlace;
  const troubles: unknown[] = [];

  beforeAll(async () => {
    fixture = await openAdminFixture();
    deps = { database: fixture.database, forms: REQUEST_FILE_FORMS, onError: (error) => troubles.push(error) };
    mine = await newPlace(fixture, "Mine");
    other = await newPlace(fixture, "Other");
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await recordCalls(fixture, [
      { ...mine, startedAt: at(3), modelAsked: '=HYPERLINK("https://evil.example","x")' },
      { ...mine, startedAt: at(2), modelAsked: "+cmd|' /C calc'!A0" },
      { ...mine, startedAt: at(1), modelAsked: 'quoted "and", parted\u202E', outcome: "failed" },
      { ...other, startedAt: at(1), modelAsked: "not for leads of others" },
    ]);
  });
  afterAll(async () => {
    expect(troubles).toEqual([]);
    await fixture.close();
  });

  async function fileOf(exportId: string, lead: Parameters<AdminFixture["run"]>[0]): Promise<string> {
    const { parts } = await fixture.run(lead, downloadExport, { exportId });
    let text = "";
    for await (const part of parts) text += part;
    return text;
  }

  it("is written in the background, holds what its reader may export, and runs in no spreadsheet", async () => {
    const lead = await fixture.personWith("member", { [mine.teamId]: "lead" });
    const { id } = await fixture.run(lead, createExport, { format: "csv", filter: {} });
    await expect(fixture.run(lead, downloadExport, { exportId: id })).rejects.toMatchObject({ code: "conflict" });
    expect(await writeNext(deps)).toBe(true);
    expect(await writeNext(deps)).toBe(false);
    expect((await fixture.run(lead, listExports, undefined))[0]).toMatchObject({
      id,
      state: "done",
      rows: 3,
      percent: 100,
    });
    const lines = (await fileOf(id, lead)).trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain("not for leads");
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@]/);
    const actions = await fixture.database.sql`
      select action from audit_event where target_id = ${id} order by seq`;
    expect(actions.map(({ action }) => action)).toEqual(["requests.export", "requests.download_export"]);
  });

  it("as JSON lines is what the API shows, filtered as the list is; nobody else gets it, and nobody once it expired", async () => {
    const admin = await fixture.personWith("admin");
    const { id } = await fixture.run(admin, createExport, { format: "jsonl", filter: { outcome: "failed" } });
    await writeNext(deps);
    const [line, ...rest] = (await fileOf(id, admin)).trimEnd().split("\n");
    expect(JSON.parse(line ?? "")).toMatchObject({ outcome: "failed", modelAsked: 'quoted "and", parted\u202E' });
    expect(rest).toEqual([]);
    const owner = await fixture.personWith("owner");
    await expect(fixture.run(owner, downloadExport, { exportId: id })).rejects.toMatchObject({ code: "not_found" });
    await fixture.database.sql`update request_export set expires_at = now() - interval '1 minute' where id = ${id}`;
    await expect(fixture.run(admin, downloadExport, { exportId: id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is nobody's any more who may not export those calls now", async () => {
    const lead = await fixture.personWith("member", { [mine.teamId]: "lead" });
    const { id } = await fixture.run(lead, createExport, { format: "csv", filter: {} });
    await writeNext(deps);
    const elsewhere = { ...lead, teams: new Map([[other.teamId, "lead" as const]]) };
    await expect(fixture.run(elsewhere, downloadExport, { exportId: id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await fileOf(id, lead)).toContain("quoted");
  });
});
