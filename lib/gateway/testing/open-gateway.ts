import { Secret } from "@/lib/crypto/secret";
import type { Egress } from "@/lib/egress/contract";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createTokenSource } from "@/lib/egress/token-source";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { ModelNames } from "@/lib/policy/model-names";
import type { AliasPolicy, DeploymentPolicy, ModelPolicy } from "@/lib/policy/model-policy";
import { QuotaIndex } from "@/lib/policy/quota-index";
import type { Price } from "@/lib/pricing/contract";
import { findAdapter } from "@/lib/providers/registry";
import type { Amounts } from "@/lib/quotas/contract";
import { createLogger } from "@/lib/telemetry/logger";
import { DEFAULT_LIMITS, type GatewayDeps, type GatewayLimits } from "../deps";
import { createGateway } from "../gateway";
import type { GatewayRequest } from "../http";
import { CALLER } from "./caller";

/** A model at one provider; what a test is about is given. */
export function modelAt(
  name: string,
  at: Partial<DeploymentPolicy> & Pick<DeploymentPolicy, "adapterId" | "baseUrl">,
  given: Partial<ModelPolicy> = {},
): ModelPolicy {
  const deployment: DeploymentPolicy = {
    id: `dep_${name}`,
    priority: 0,
    upstreamModel: name,
    providerId: "prv_1",
    providerName: "Provider",
    simulated: false,
    settings: {},
    credentialId: "crd_1",
    price: null,
    ...at,
  };
  return {
    id: `mdl_${name}`,
    name,
    title: name,
    kind: "chat",
    contextWindow: null,
    maxOutputTokens: null,
    defaultMaxTokens: null,
    capabilities: {},
    createdAt: 0,
    deployments: [deployment],
    ...given,
  };
}

export interface OpenGateway {
  /** What a call answers, its stream read to the end. */
  call(request: Partial<GatewayRequest> & { path: string; body?: string }): Promise<Answered>;
  /** Records of the calls so far, newest last. */
  records: ClosedExchange[];
  /** What each admitted call was to hold, newest last. */
  held: Amounts[];
  close(): Promise<void>;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** A gateway over these models with real sockets to whatever they name, without quotas and without a database. */
export function openGateway(house: {
  models: readonly ModelPolicy[];
  aliases?: readonly AliasPolicy[];
  prices?: ReadonlyMap<string, Price>;
  allowedModels?: readonly string[];
  credential?: string;
  /** In place of real sockets. */
  egress?: Egress;
  limits?: GatewayLimits;
}): OpenGateway {
  const egress = house.egress ?? createHttpEgress({ allow: ["127.0.0.1"] });
  const records: ClosedExchange[] = [];
  const held: Amounts[] = [];
  const gateway = createGateway(depsOf(house, egress, { records, held }));
  return {
    records,
    held,
    async call({ body = "", ...request }) {
      const reply = await gateway.handle({
        method: "POST",
        version: "v1",
        query: "",
        readBody: async () => Buffer.from(body),
        onLeave: () => undefined,
        remoteAddress: null,
        ...request,
        headers: { authorization: "Bearer gk_live_x", "content-type": "application/json", ...request.headers },
      });
      return { status: reply.status, headers: reply.headers, text: await textOf(reply.body) };
    },
    async close() {
      gateway.close();
      await egress.close();
    },
  };
}

async function textOf(body: Awaited<ReturnType<ReturnType<typeof createGateway>["handle"]>>["body"]): Promise<string> {
  if (typeof body === "string" || Buffer.isBuffer(body)) return body.toString();
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

function depsOf(
  house: Parameters<typeof openGateway>[0],
  egress: Egress,
  { records, held }: Pick<OpenGateway, "records" | "held">,
): GatewayDeps {
  const { models, aliases = [], prices, allowedModels = ["*"], credential = "secret", limits = DEFAULT_LIMITS } = house;
  const byName = new Map(models.map((model) => [model.name, model]));
  const policy = {
    organizationId: "org_1",
    organizationName: "o",
    timeZone: "UTC",
    version: 1,
    loadedAt: 0,
    models: byName,
    names: new ModelNames(byName, aliases, (_provider, upstream) => prices?.get(upstream) ?? null),
    credentials: new Map(),
    quotas: new QuotaIndex([]),
    teams: new Map([["team_1", { id: "team_1", name: "t", archived: false }]]),
    projects: new Map([["prj_1", { id: "prj_1", name: "p", teamId: "team_1", archived: false, brownOut: [] }]]),
  };
  return {
    resolveKey: () => ({ kind: "active", caller: { ...CALLER, allowedModels } }),
    policy: () => policy,
    openCredential: () => new Secret(credential),
    findAdapter,
    needs: { foresee: () => null, note: () => undefined },
    quotas: {
      admit: async ({ requestId, estimate }) => {
        held.push(estimate);
        return { kind: "admitted", hold: { requestId, settle: () => undefined }, standings: [] };
      },
      standings: async () => [],
      peek: () => ({ used: 0, held: 0 }),
      flush: async () => undefined,
      close: async () => undefined,
    },
    ledger: {
      open: () => ({ update: () => undefined }),
      append: (exchange) => records.push(exchange),
      flush: async () => undefined,
      close: async () => undefined,
      pending: 0,
      lost: 0,
      isFull: false,
    },
    egress,
    tokens: createTokenSource(egress),
    logger: createLogger("warn"),
    limits,
    publicUrl: "http://127.0.0.1",
  };
}
