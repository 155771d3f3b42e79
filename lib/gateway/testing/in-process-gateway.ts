import { Secret } from "@/lib/crypto/secret";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createTokenSource } from "@/lib/egress/token-source";
import { withSimulated } from "@/lib/egress/with-simulated";
import type { ClosedExchange, SaidText } from "@/lib/ledger/contract";
import type { ModelKind } from "@/lib/llm/model-kind";
import { ModelNames } from "@/lib/policy/model-names";
import { QuotaIndex } from "@/lib/policy/quota-index";
import type { ModelPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import type { Price } from "@/lib/pricing/contract";
import { findAdapter } from "@/lib/providers/registry";
import { respond } from "@/lib/providers/simulated/respond";
import type { Amounts } from "@/lib/quotas/contract";
import { createLogger } from "@/lib/telemetry/logger";
import { DEFAULT_LIMITS } from "../deps";
import { createGateway } from "../gateway";
import { CALLER } from "./caller";

/** A model of an in-process gateway; left out: simulated. */
export interface TestModel {
  name: string;
  kind?: ModelKind;
  adapterId?: string;
  baseUrl?: string;
  upstreamModel?: string;
  tier?: Partial<Price["tiers"][number]>;
  contextWindow?: number;
  capabilities?: ModelPolicy["capabilities"];
}

/** What a caller got. */
export interface Got {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
  text: string;
}

export interface InProcessGateway {
  /** A body that is a form is sent as one. Throws what cuts a stream. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Got>;
  /** The last closed record. */
  record(): ClosedExchange;
  /** What was said in it, where text is kept. */
  said(): SaidText | null;
  /** What the last admitted call held. */
  held(): Amounts;
  close(): Promise<void>;
}

/** The whole gateway over stubs of store and ledger: everything between a caller's bytes and an upstream's is real. */
export function openInProcessGateway(
  models: readonly TestModel[],
  { keepsText = false }: { keepsText?: boolean } = {},
): InProcessGateway {
  const egress = createHttpEgress({ allow: ["127.0.0.1"] });
  const policy = snapshotOf(models, keepsText);
  const texts: (SaidText | null)[] = [];
  const records: ClosedExchange[] = [];
  const holds: Amounts[] = [];
  const gateway = createGateway({
    resolveKey: () => ({ kind: "active", caller: CALLER }),
    policy: () => policy,
    openCredential: () => new Secret("AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    findAdapter,
    needs: { foresee: () => null, note: () => undefined },
    quotas: {
      admit: async ({ requestId, estimate }) => {
        holds.push(estimate);
        return { kind: "admitted", hold: { requestId, settle: () => undefined }, standings: [] };
      },
      standings: async () => [],
      peek: () => ({ used: 0, held: 0 }),
      flush: async () => undefined,
      close: async () => undefined,
    },
    ledger: {
      open: () => ({ update: () => undefined }),
      append: (record, _entry, said = null) => {
        records.push(record);
        texts.push(said);
      },
      flush: async () => undefined,
      close: async () => undefined,
      pending: 0,
      lost: 0,
      isFull: false,
    },
    egress: withSimulated(egress, respond),
    tokens: createTokenSource(egress),
    logger: createLogger("warn"),
    limits: DEFAULT_LIMITS,
    publicUrl: "http://127.0.0.1",
  });
  return {
    async post(path, body, headers = {}) {
      const sent = await encode(body);
      const [place = "", query = ""] = path.split("?");
      const reply = await gateway.handle({
        method: "POST",
        version: "v1",
        path: place,
        query,
        headers: { authorization: "Bearer gk_live_x", "content-type": sent.contentType, ...headers },
        readBody: async () => sent.bytes,
        onLeave: () => undefined,
        remoteAddress: null,
      });
      const bytes = await gather(reply.body);
      return { status: reply.status, headers: reply.headers, bytes, text: bytes.toString("utf8") };
    },
    record: () => lastOf(records),
    said: () => lastOf(texts),
    held: () => lastOf(holds),
    async close() {
      gateway.close();
      await egress.close();
    },
  };
}

function lastOf<Item>(items: readonly Item[]): Item {
  const last = items.at(-1);
  if (last === undefined) throw new Error("nothing happened yet");
  return last;
}

async function encode(body: unknown): Promise<{ bytes: Buffer; contentType: string }> {
  if (!(body instanceof FormData)) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { bytes: Buffer.from(text), contentType: "application/json" };
  }
  const form = new Response(body);
  const contentType = form.headers.get("content-type") ?? "";
  return { bytes: Buffer.from(await form.arrayBuffer()), contentType };
}

async function gather(body: Buffer | string | AsyncIterable<Buffer | string>): Promise<Buffer> {
  if (typeof body === "string" || Buffer.isBuffer(body)) return Buffer.from(body);
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function snapshotOf(models: readonly TestModel[], keepsText: boolean): PolicySnapshot {
  const byName = new Map(models.map((model) => [model.name, policyOf(model)]));
  return {
    organizationId: "org_1",
    organizationName: "o",
    timeZone: "UTC",
    version: 1,
    loadedAt: 0,
    models: byName,
    names: new ModelNames(byName, [], () => null),
    credentials: new Map(),
    quotas: new QuotaIndex([]),
    teams: new Map([["team_1", { id: "team_1", name: "t", archived: false }]]),
    projects: new Map([
      ["prj_1", { id: "prj_1", name: "p", teamId: "team_1", archived: false, brownOut: [], keepsText }],
    ]),
  };
}

function policyOf({ name, kind = "chat", tier, contextWindow, capabilities, ...target }: TestModel): ModelPolicy {
  const { adapterId = "simulated", baseUrl = "simulated:", upstreamModel = "sim" } = target;
  const price =
    tier === undefined
      ? null
      : {
          id: "prc_1",
          version: 1,
          source: "operator",
          tiers: [{ fromInputTokens: 0, picoUsdPerToken: {}, picoUsdPerRequest: 0n, ...tier }],
        };
  return {
    id: `mdl_${name}`,
    name,
    title: name,
    kind,
    contextWindow: contextWindow ?? null,
    maxOutputTokens: null,
    defaultMaxTokens: null,
    capabilities: capabilities ?? {},
    createdAt: 0,
    deployments: [
      {
        id: `dep_${name}`,
        priority: 0,
        upstreamModel,
        adapterId,
        providerId: "prv_1",
        providerName: "Upstream",
        baseUrl,
        simulated: adapterId === "simulated",
        settings: adapterId === "bedrock" ? { region: "us-east-1" } : {},
        credentialId: adapterId === "simulated" ? null : "crd_1",
        price,
      },
    ],
  };
}
