import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent, credential, policyVersion } from "@/db/schema";
import type { PersonActor } from "@/lib/auth/actor";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import { createModel } from "../models/create-model";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { addCredential } from "./add-credential";
import { createProvider } from "./create-provider";
import { deleteCredential } from "./delete-credential";
import { getProvider } from "./get-provider";
import { listAdapters } from "./list-adapters";
import { listCatalog } from "./list-catalog";
import { listProviders } from "./list-providers";
import { replaceCredential } from "./replace-credential";
import { testProvider } from "./test-provider";
import { updateProvider } from "./update-provider";

const KEY = "sk-canary-0123456789-x7Qa";
const OTHER_KEY = "sk-canary-9876543210-p3Lk";

/** An upstream that accepts one key and tells what it was sent. */
async function startUpstream(): Promise<{ server: Server; url: string; authorizations: string[] }> {
  const authorizations: string[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization ?? "");
    const ok = request.headers.authorization === `Bearer ${KEY}`;
    response.writeHead(ok ? 200 : 401, { "content-type": "application/json" });
    response.end(ok ? '{"data":[]}' : '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, authorizations };
}

describe("providers", () => {
  let fixture: AdminFixture;
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  let admin: PersonActor;

  beforeAll(async () => {
    upstream = await startUpstream();
    fixture = await openAdminFixture({ allow: ["127.0.0.1"] });
    admin = await fixture.personWith("admin");
  });

  afterAll(async () => {
    upstream.server.closeAllConnections();
    upstream.server.close();
    await fixture.close();
  });

  const lastAudit = async () => {
    const [row] = await fixture.database.orm.select().from(auditEvent).orderBy(desc(auditEvent.seq)).limit(1);
    return row;
  };
  const newProvider = (name: string, apiKey = KEY, baseUrl = upstream.url) =>
    fixture.run(admin, createProvider, { adapter: "openai", name, baseUrl, credential: { apiKey } });

  it("draws a credential form for every kind of provider, and marks the simulated one", async () => {
    const adapters = await fixture.run(admin, listAdapters, undefined);
    const openai = adapters.find((adapter) => adapter.id === "openai");
    expect(openai?.credentialFields).toEqual([{ name: "apiKey", label: "API key", kind: "secret", required: true }]);
    expect(adapters.filter((adapter) => adapter.simulated).map((adapter) => adapter.id)).toEqual(["simulated"]);
  });

  it("adds a service of the catalog by its id and a key, at the address the catalog knows", async () => {
    const services = await fixture.run(admin, listCatalog, undefined);
    const service = services.find(({ id }) => id === "groq");
    expect(service).toMatchObject({ baseUrl: service?.address, credentialNeed: "required", verified: true });
    const created = await fixture.run(admin, createProvider, {
      adapter: "groq",
      name: "Fast",
      credential: { apiKey: KEY },
    });
    expect(created).toMatchObject({ adapterTitle: "Groq", baseUrl: service?.address, canTest: true });
  });

  it("adds every service of the catalog by picking it, filling in its address and pasting a key", async () => {
    const services = await fixture.run(admin, listCatalog, undefined);
    expect(services.length).toBeGreaterThanOrEqual(100);
    for (const { id, address, addressFields, credentialNeed } of services) {
      const baseUrl = addressFields.reduce((url, field) => url.replace(`{${field.name}}`, field.example), address);
      const key = credentialNeed === "none" ? {} : { credential: { apiKey: KEY } };
      const created = await fixture.run(admin, createProvider, { adapter: id, name: `All ${id}`, baseUrl, ...key });
      expect(created, id).toMatchObject({ adapter: id, baseUrl: baseUrl.replace(/\/$/, "") });
    }
  });

  it("asks for the address of a service whose address has parts, and for a known kind", async () => {
    const create = (adapter: string) => fixture.run(admin, createProvider, { adapter, name: `No ${adapter}` });
    await expect(create("cloudflare")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(create("nobody")).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("takes the settings a kind declares, and refuses others by name", async () => {
    const create = (name: string, settings: Record<string, unknown>) =>
      fixture.run(admin, createProvider, {
        adapter: "azure-openai",
        name,
        baseUrl: "https://r.openai.azure.com/openai",
        settings,
      });
    expect((await create("Dated", { apiVersion: "2024-10-21" })).settings).toEqual({ apiVersion: "2024-10-21" });
    await expect(create("Wrong", { region: "x" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("tests a connection that must be signed with a signature, and never sends the key it signs with", async () => {
    const apiKey = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    const created = await fixture.run(admin, createProvider, {
      adapter: "bedrock",
      name: "Signed",
      baseUrl: upstream.url,
      settings: { region: "eu-central-1" },
      credential: { apiKey },
    });
    const result = await fixture.run(admin, testProvider, { providerId: created.id });
    expect(result).toMatchObject({ ok: false, status: 401 });
    const sent = upstream.authorizations.at(-1) ?? "";
    expect(sent).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request/,
    );
    expect(upstream.authorizations.join()).not.toContain("EXAMPLEKEY");
  });

  it("says that a service account cannot be used, when it cannot", async () => {
    const file = JSON.stringify({ client_email: "a@b.example", private_key: "-----BEGIN PRIVATE KEY-----\nx" });
    const created = await fixture.run(admin, createProvider, {
      adapter: "vertex",
      name: "Broken account",
      baseUrl: upstream.url,
      credential: { apiKey: file },
    });
    expect(created.credentials[0]?.last4).toBe("");
    const result = await fixture.run(admin, testProvider, { providerId: created.id });
    expect(result).toMatchObject({ ok: false, status: null, detail: expect.stringMatching(/refused the credential/) });
  });

  it("seals a credential to its row, organization and origin, and never shows it again", async () => {
    const created = await newProvider("Sealed");
    const [shown] = created.credentials;
    expect(shown).toMatchObject({ last4: "x7Qa", allowedOrigin: new URL(upstream.url).origin, name: "Default" });
    const rows = await fixture.database.orm.select().from(credential);
    const row = rows.find((one) => one.id === shown?.id);
    if (row === undefined) throw new Error("no credential row");
    const binding = credentialBinding(fixture.organizationId, row);
    expect((await fixture.keyring.unseal(row.sealed, binding)).reveal()).toBe(KEY);
    await expect(
      fixture.keyring.unseal(row.sealed, { ...binding, allowedOrigin: "https://evil.example.com" }),
    ).rejects.toThrow();
    const everything = JSON.stringify([
      created,
      await fixture.run(admin, listProviders, undefined),
      await fixture.run(admin, getProvider, { providerId: created.id }),
      await fixture.database.orm.select().from(auditEvent),
      rows,
    ]);
    expect(everything).not.toContain(KEY);
  });

  it("writes an audit row and raises the policy version with every change", async () => {
    const version = async () => (await fixture.database.orm.select().from(policyVersion))[0]?.version ?? 0;
    const before = await version();
    const created = await newProvider("Audited");
    expect(await version()).toBe(before + 1);
    expect(await lastAudit()).toMatchObject({
      action: "providers.create",
      actorId: admin.personId,
      targetId: created.id,
      after: { name: "Audited", credential: { last4: "x7Qa" } },
    });
  });

  it("refuses another origin until every credential is given again", async () => {
    const created = await newProvider("Moving");
    const [old] = created.credentials;
    if (old === undefined) throw new Error("no credential");
    const moved = { providerId: created.id, baseUrl: "https://api.example.org/v1" };
    await expect(fixture.run(admin, updateProvider, moved)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining('"Default"'),
    });
    const again = { ...moved, credentials: [{ id: old.id, apiKey: OTHER_KEY }] };
    const updated = await fixture.run(admin, updateProvider, again);
    expect(updated.baseUrl).toBe("https://api.example.org/v1");
    expect(updated.credentials[0]).toMatchObject({ allowedOrigin: "https://api.example.org", last4: "p3Lk" });
  });

  it("keeps credentials when only the path of the address changes", async () => {
    const created = await newProvider("Path");
    const baseUrl = `${new URL(upstream.url).origin}/v2/`;
    const updated = await fixture.run(admin, updateProvider, { providerId: created.id, baseUrl, status: "disabled" });
    expect(updated).toMatchObject({ baseUrl: baseUrl.slice(0, -1), status: "disabled" });
    expect(updated.credentials[0]?.last4).toBe("x7Qa");
  });

  it("tests a connection with the stored credential, tells the result in words and keeps it", async () => {
    const created = await newProvider("Tested");
    const result = await fixture.run(admin, testProvider, { providerId: created.id });
    expect(result).toMatchObject({ ok: true, status: 200, credentialId: created.credentials[0]?.id });
    expect(result.detail).toMatch(/^Tested accepted the credential in \d+ ms\.$/);
    expect(upstream.authorizations.at(-1)).toBe(`Bearer ${KEY}`);
    const shown = await fixture.run(admin, getProvider, { providerId: created.id });
    expect(shown.credentials[0]).toMatchObject({ lastTestOk: true, lastTestDetail: result.detail });
  });

  it("reports a refused credential and an address where nothing answers as results, not errors", async () => {
    const refused = await newProvider("Refused", OTHER_KEY);
    const first = await fixture.run(admin, testProvider, { providerId: refused.id });
    expect(first).toMatchObject({ ok: false, status: 401 });
    expect(first.detail).toContain("It refused the credential");
    const absent = await newProvider("Absent", KEY, "http://127.0.0.1:9/v1");
    const second = await fixture.run(admin, testProvider, { providerId: absent.id });
    expect(second).toMatchObject({ ok: false, status: null });
    expect(second.detail).toContain("Nothing answers at this address");
    expect(JSON.stringify([first, second])).not.toContain(OTHER_KEY);
  });

  it("says that it may not call a private address instead of calling it", async () => {
    const created = await newProvider("Private", KEY, "https://localhost/v1");
    const result = await fixture.run(admin, testProvider, { providerId: created.id });
    expect(result).toMatchObject({ ok: false, status: null });
    expect(result.detail).toContain("does not call this address");
  });

  it("tests the simulated provider without a credential", async () => {
    const created = await fixture.run(admin, createProvider, {
      adapter: "simulated",
      name: "Simulated",
      settings: { latencyMs: 0, failure: "none" },
    });
    expect(created).toMatchObject({ simulated: true, credentialNeed: "none", baseUrl: "simulated:" });
    expect(await fixture.run(admin, testProvider, { providerId: created.id })).toMatchObject({ ok: true });
  });

  it("replaces a credential and forgets what the test of the old one said", async () => {
    const created = await newProvider("Replaced");
    const credentialId = created.credentials[0]?.id ?? "";
    await fixture.run(admin, testProvider, { providerId: created.id });
    const input = { providerId: created.id, credentialId, name: "Second", apiKey: OTHER_KEY };
    const replaced = await fixture.run(admin, replaceCredential, input);
    expect(replaced).toMatchObject({ name: "Second", last4: "p3Lk", lastTestOk: null });
    expect(replaced.rotatedAt).not.toBeNull();
  });

  it("does not delete a credential that a deployment calls with", async () => {
    const created = await newProvider("Used");
    const credentialId = created.credentials[0]?.id ?? "";
    const deployments = [{ providerId: created.id, upstreamModel: "gpt-5-mini" }];
    await fixture.run(admin, createModel, { name: "in-use", deployments });
    const input = { providerId: created.id, credentialId };
    await expect(fixture.run(admin, deleteCredential, input)).rejects.toMatchObject({ code: "in_use" });
    const spare = await fixture.run(admin, addCredential, { providerId: created.id, name: "Spare", apiKey: OTHER_KEY });
    await fixture.run(admin, deleteCredential, { providerId: created.id, credentialId: spare.id });
    const left = await fixture.run(admin, getProvider, { providerId: created.id });
    expect(left.credentials.map((one) => one.id)).toEqual([credentialId]);
  });

  it("refuses settings, addresses and names that make no sense", async () => {
    await newProvider("Taken");
    await expect(newProvider("taken")).rejects.toMatchObject({ code: "name_taken" });
    const wrong = [
      { adapter: "nobody", name: "A" },
      { adapter: "simulated", name: "B", baseUrl: "https://example.com" },
      { adapter: "openai", name: "C", baseUrl: "simulated:" },
      { adapter: "openai", name: "D", baseUrl: "https://user:pass@example.com/v1" },
      { adapter: "openai-compatible", name: "E" },
      { adapter: "openai", name: "F", settings: { latencyMs: 5 } },
      { adapter: "simulated", name: "G", settings: { failureRate: 2 } },
      { adapter: "openai", name: "H", credential: { apiKey: "   " } },
    ];
    for (const input of wrong) {
      await expect(fixture.run(admin, createProvider, input), input.name).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
  });

  it("lets auditors look and nobody else but admins change", async () => {
    const created = await newProvider("Guarded");
    const auditor = await fixture.personWith("auditor");
    const member = await fixture.personWith("member", { [await fixture.newTeam("Guarded")]: "lead" });
    expect(await fixture.run(auditor, getProvider, { providerId: created.id })).toMatchObject({ name: "Guarded" });
    const rename = { providerId: created.id, name: "Mine" };
    await expect(fixture.run(auditor, updateProvider, rename)).rejects.toMatchObject({ code: "forbidden" });
    await expect(fixture.run(auditor, testProvider, { providerId: created.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(fixture.run(member, listProviders, undefined)).rejects.toMatchObject({ code: "forbidden" });
  });
});
