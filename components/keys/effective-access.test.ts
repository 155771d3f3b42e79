import { describe, expect, it } from "vitest";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import type { ModelView } from "@/lib/admin-api/client/models";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { quotaOf } from "../quotas/testing/quota-of";
import { effectiveAccess } from "./effective-access";

const at = "2026-11-20T09:00:00Z";

const secret: KeyDetail["secrets"][number] = {
  id: "sec_1",
  last4: "x7Qa",
  status: "active",
  notBefore: at,
  notAfter: null,
  revokedAt: null,
  createdAt: at,
  createdBy: null,
  lastUsedAt: null,
};

const key: KeyDetail = {
  id: "key_1",
  name: "search-production",
  purpose: "",
  publicId: "7Kd02mQx",
  start: "gk_live_7Kd02mQx_",
  status: "active",
  team: { id: "team_1", name: "Search" },
  project: { id: "prj_1", name: "Ranking" },
  allowedModels: ["*"],
  expiresAt: null,
  createdAt: at,
  createdBy: null,
  owner: null,
  playground: false,
  tags: [],
  mayAttribute: false,
  onRunaway: "flag",
  pausedAt: null,
  pausedReason: null,
  lastUsedAt: null,
  activeSecretCount: 1,
  disabledAt: null,
  revokedAt: null,
  allowedActions: [],
  secrets: [secret],
  modelGrants: [],
  quotas: [],
};

const deployment: ModelView["deployments"][number] = {
  id: "dep_1",
  provider: { id: "prv_1", name: "OpenAI" },
  adapter: "openai",
  simulated: false,
  providerStatus: "active",
  credential: null,
  upstreamModel: "gpt-5-mini",
  priority: 0,
  status: "active",
  price: { id: "prc_1", version: 1, source: "operator", effectiveFrom: at, createdAt: at, tiers: [] },
  pricedNames: [],
  createdAt: at,
};

const model: ModelView = {
  id: "mdl_1",
  name: "gpt-5-mini",
  title: "GPT-5 mini",
  kind: "chat",
  contextWindow: null,
  maxOutputTokens: null,
  defaultMaxTokens: null,
  capabilities: {},
  sources: {},
  status: "active",
  simulated: false,
  callable: true,
  deployments: [deployment],
  createdAt: at,
};

function budget(free: string, hard = true): QuotaView {
  return quotaOf({ hard, standing: { settled: "0.00", held: "0.00", free, resetsAt: "2026-12-01T00:00:00Z" } });
}

describe("what a key can do right now", () => {
  it("is everything when nothing stands in its way", () => {
    const access = effectiveAccess(key, [model]);
    expect(access.effect).toBe("fine");
    expect(access.models).toEqual([
      { name: "gpt-5-mini", title: "GPT-5 mini", simulated: false, refusedBecause: null },
    ]);
  });

  it.each([["disabled"], ["expired"], ["revoked"]] as const)("is nothing when the key is %s", (status) => {
    expect(effectiveAccess({ ...key, status }, [model]).effect).toBe("stops");
  });

  it("is nothing when no secret works", () => {
    const revoked = { ...key, secrets: [{ ...secret, status: "revoked" as const }] };
    expect(effectiveAccess(revoked, [model]).facts.map((fact) => fact.fact)).toContain("No secret works");
  });

  it("is nothing when a hard limit around it is used up, and says whose", () => {
    const access = effectiveAccess({ ...key, quotas: [budget("0.00")] }, [model]);
    expect(access.effect).toBe("stops");
    expect(access.facts.at(-1)?.fact).toBe("Spend per month of Project Ranking is used up");
  });

  it("is not stopped by a soft limit, nor by one in shadow", () => {
    expect(effectiveAccess({ ...key, quotas: [budget("0.00", false)] }, [model]).effect).toBe("fine");
    expect(effectiveAccess({ ...key, quotas: [{ ...budget("0.00"), shadow: true }] }, [model]).effect).toBe("fine");
  });

  it("loses one model, and only that, when the limit of it is used up", () => {
    const scope = { kind: "key_model", id: "key_1", name: "search", model: null, team: null, project: null } as const;
    const full = { ...budget("0.00"), scope: { ...scope, model: { id: "mdl_1", name: "gpt-5-mini" } } };
    const other = { ...model, id: "mdl_2", name: "other" };
    const access = effectiveAccess({ ...key, quotas: [full] }, [model, other]);
    expect(access.effect).toBe("narrows");
    expect(access.models.filter((one) => one.refusedBecause !== null).map((one) => one.name)).toEqual(["gpt-5-mini"]);
  });

  it("counts models that were given for a time among those that can be called", () => {
    const narrow = { ...key, allowedModels: ["gpt-5-mini"] };
    const grant = { id: "gra_1", models: ["other"], reason: "", grantedBy: null, endsAt: at };
    const other = { ...model, id: "mdl_2", name: "other" };
    const names = (of: KeyDetail) => effectiveAccess(of, [model, other]).models.map((one) => one.name);
    expect(names(narrow)).toEqual(["gpt-5-mini"]);
    expect(names({ ...narrow, modelGrants: [grant] })).toEqual(["gpt-5-mini", "other"]);
    expect(names({ ...narrow, modelGrants: [{ ...grant, models: ["*"] }] })).toEqual(["gpt-5-mini", "other"]);
  });

  it("is nothing when the runaway guard paused the key, and says why", () => {
    const paused = { ...key, status: "paused" as const, pausedAt: at, pausedReason: "It repeats one prompt." };
    const access = effectiveAccess(paused, [model]);
    expect(access.effect).toBe("stops");
    expect(access.facts[0]?.why).toContain("It repeats one prompt.");
  });

  it("leaves out models that are off, unknown, or unpriced under a money limit", () => {
    const off = { ...model, name: "off", status: "disabled" as const };
    const unpriced = { ...model, name: "unpriced", deployments: [{ ...deployment, price: null }] };
    const limited = {
      ...key,
      allowedModels: ["gpt-5-mini", "off", "gone", "unpriced"],
      quotas: [budget("10.00")],
    };
    const access = effectiveAccess(limited, [model, off, unpriced]);
    expect(access.effect).toBe("narrows");
    expect(access.models.map((one) => one.refusedBecause === null)).toEqual([true, false, false, false]);
  });

  it("may call an unpriced model while money is not limited", () => {
    const unpriced = { ...model, deployments: [{ ...deployment, price: null }] };
    expect(effectiveAccess(key, [unpriced]).effect).toBe("fine");
  });
});
