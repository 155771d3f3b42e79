import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createTokenSource } from "@/lib/egress/token-source";
import type { Caller } from "@/lib/policy/caller";
import { ModelNames } from "@/lib/policy/model-names";
import { QuotaIndex } from "@/lib/policy/quota-index";
import type { DeploymentPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import { findAdapter } from "@/lib/providers/registry";
import { createLogger } from "@/lib/telemetry/logger";
import { DEFAULT_LIMITS, type GatewayDeps } from "./deps";
import { createGateway, type Gateway } from "./gateway";

const mock = new LLMock({ port: 0 });
const egress = createHttpEgress({ allow: ["127.0.0.1"] });
let gateway: Gateway;

const CALLER: Caller = {
  organizationId: "org_1",
  teamId: "team_1",
  teamName: "t",
  projectId: "prj_1",
  projectName: "p",
  keyId: "key_1",
  keyName: "k",
  keyPublicId: "pub",
  secretId: "sec_1",
  ownerId: null,
  tags: [],
  mayAttribute: false,
  allowedModels: ["*"],
  expiresAt: null,
};

function snapshot(): PolicySnapshot {
  const deployment: DeploymentPolicy = {
    id: "dep_1",
    priority: 0,
    upstreamModel: "anthropic.claude-sonnet-4-6-v1:0",
    adapterId: "bedrock",
    providerId: "prv_1",
    providerName: "Bedrock",
    baseUrl: mock.url,
    simulated: false,
    settings: { region: "us-east-1" },
    credentialId: "crd_1",
    price: null,
  };
  const model = {
    id: "mdl_1",
    name: "claude",
    title: "Claude",
    contextWindow: null,
    maxOutputTokens: null,
    defaultMaxTokens: null,
    capabilities: {},
    createdAt: 0,
    deployments: [deployment],
  };
  const models = new Map([["claude", model]]);
  return {
    organizationId: "org_1",
    organizationName: "o",
    timeZone: "UTC",
    version: 1,
    loadedAt: 0,
    models,
    names: new ModelNames(models, [], () => null),
    credentials: new Map(),
    quotas: new QuotaIndex([]),
    teams: new Map([["team_1", { id: "team_1", name: "t", archived: false }]]),
    projects: new Map([["prj_1", { id: "prj_1", name: "p", teamId: "team_1", archived: false, brownOut: [] }]]),
  };
}

beforeAll(async () => {
  mock.onMessage("Greet me", { content: "Grüezi 👋 und hallo." });
  await mock.start();
  const policy = snapshot();
  const deps: GatewayDeps = {
    resolveKey: () => ({ kind: "active", caller: CALLER }),
    policy: () => policy,
    openCredential: () => new Secret("AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    findAdapter,
    needs: { foresee: () => null, note: () => undefined },
    quotas: {
      admit: async ({ requestId }) => ({
        kind: "admitted",
        hold: { requestId, settle: () => undefined },
        standings: [],
      }),
      standings: async () => [],
      peek: () => ({ used: 0, held: 0 }),
      flush: async () => undefined,
      close: async () => undefined,
    },
    ledger: {
      open: () => ({ update: () => undefined }),
      append: () => undefined,
      flush: async () => undefined,
      close: async () => undefined,
      pending: 0,
      lost: 0,
      isFull: false,
    },
    egress,
    tokens: createTokenSource(egress),
    logger: createLogger("warn"),
    limits: DEFAULT_LIMITS,
    publicUrl: "http://127.0.0.1",
  };
  gateway = createGateway(deps);
});
afterAll(async () => {
  gateway.close();
  await egress.close();
  await mock.stop();
});

async function chat(stream: boolean): Promise<{ status: number; text: string }> {
  const body = { model: "claude", stream, messages: [{ role: "user", content: "Greet me" }] };
  const reply = await gateway.handle({
    method: "POST",
    version: "v1",
    path: "/chat/completions",
    query: "",
    headers: { authorization: "Bearer gk_live_x", "content-type": "application/json" },
    readBody: async () => Buffer.from(JSON.stringify(body)),
    onLeave: () => undefined,
    remoteAddress: null,
  });
  if (typeof reply.body === "string" || Buffer.isBuffer(reply.body))
    return { status: reply.status, text: String(reply.body) };
  let text = "";
  for await (const piece of reply.body) text += String(piece);
  return { status: reply.status, text };
}

describe("a Chat Completions caller of a provider with signed calls and a binary stream", () => {
  it("gets a whole answer", async () => {
    const { status, text } = await chat(false);
    expect(status, text).toBe(200);
    expect(JSON.parse(text).choices[0].message.content).toBe("Grüezi 👋 und hallo.");
  });

  it("gets a stream", async () => {
    const { status, text } = await chat(true);
    expect(status, text).toBe(200);
    const chunks = text.split("\n\n").filter((line) => line.startsWith("data: {"));
    const words = chunks.map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "").join("");
    expect(words).toBe("Grüezi 👋 und hallo.");
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  });
});
