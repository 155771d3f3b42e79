import { describe, expect, it } from "vitest";
import type { Price } from "@/lib/pricing/contract";
import { ModelNames } from "./model-names";
import type { AliasPolicy, DeploymentPolicy, ModelPolicy } from "./model-policy";
import { isAllowed } from "./wildcard";

const price = (id: string): Price => ({ id, version: 1, source: "operator", tiers: [] });

function deployment(upstreamModel: string): DeploymentPolicy {
  return {
    id: "dep_a",
    priority: 0,
    upstreamModel,
    adapterId: "openai",
    providerId: "prv_a",
    providerName: "OpenAI",
    baseUrl: "https://api.example.com/v1",
    simulated: false,
    settings: {},
    credentialId: null,
    price: null,
  };
}

function model(name: string, upstreamModel = name): ModelPolicy {
  return {
    id: `mdl_${name}`,
    name,
    kind: "chat",
    title: name,
    contextWindow: null,
    maxOutputTokens: null,
    defaultMaxTokens: null,
    capabilities: {},
    createdAt: 0,
    deployments: [deployment(upstreamModel)],
  };
}

const alias = (name: string, modelName: string, projectId: string | null = null): AliasPolicy => ({
  name,
  modelName,
  projectId,
});

function names(models: readonly ModelPolicy[], aliases: readonly AliasPolicy[] = [], prices: readonly string[] = []) {
  const byName = new Map(models.map((one) => [one.name, one]));
  return new ModelNames(byName, aliases, (_provider, upstream) => (prices.includes(upstream) ? price(upstream) : null));
}

describe("a name", () => {
  const models = [model("gpt-5"), model("gpt-5-mini")];
  const aliases = [alias("fast", "gpt-5"), alias("fast", "gpt-5-mini", "prj_a"), alias("old", "gone")];
  const all = names(models, aliases);

  it("means the project's alias before the organization's, and that before a model", () => {
    expect(all.meaningOf("fast", "prj_a")).toMatchObject({ name: "gpt-5-mini", model: { id: "mdl_gpt-5-mini" } });
    expect(all.meaningOf("fast", "prj_b")).toMatchObject({ name: "gpt-5", alias: { projectId: null } });
    expect(all.meaningOf("gpt-5", "prj_b")).toMatchObject({ name: "gpt-5", alias: null });
  });

  it("of an alias whose model is not active means no other model", () => {
    expect(all.meaningOf("old", "prj_a")).toMatchObject({ name: "gone", model: undefined });
  });

  it("is one step from its model: an alias that names an alias means nothing", () => {
    const circle = names(models, [alias("one", "other"), alias("other", "one")]);
    expect(circle.meaningOf("one", "prj_a").model).toBeUndefined();
  });

  it("of a project hides the organization's of the same name from its callers' list", () => {
    expect(all.aliasesOf("prj_a").find(({ name }) => name === "fast")?.modelName).toBe("gpt-5-mini");
    expect(all.aliasesOf("prj_b").find(({ name }) => name === "fast")?.modelName).toBe("gpt-5");
  });
});

describe("a wildcard", () => {
  const models = [model("openai/*", "*"), model("openai/eu/*", "eu.*"), model("openai/gpt-5", "gpt-5-2026")];
  const all = names(models, [], ["gpt-9"]);
  const upstreamOf = (name: string) => all.find(name)?.deployments[0]?.upstreamModel;

  it("passes what is below it on, the closest one first, and models of their own before it", () => {
    expect(upstreamOf("openai/gpt-9")).toBe("gpt-9");
    expect(upstreamOf("openai/eu/gpt-9")).toBe("eu.gpt-9");
    expect(upstreamOf("openai/gpt-5")).toBe("gpt-5-2026");
    expect(all.find("openai/gpt-9")).toMatchObject({ name: "openai/gpt-9", id: "mdl_openai/*" });
  });

  it.each(["openai/", "openai/*", "openai", "openai/../v1", "openai/a//b", "openai/a b", "openai/a?b", "other/gpt-9"])(
    "makes no model of %s",
    (name) => {
      expect(all.find(name)).toBeUndefined();
    },
  );

  it("has a price for a name only where one was set for it, or for all", () => {
    expect(all.find("openai/gpt-9")?.deployments[0]?.price?.id).toBe("gpt-9");
    expect(all.find("openai/gpt-8")?.deployments[0]?.price).toBeNull();
  });

  it("gives the same object for the same name, so that what is kept per target is found again", () => {
    expect(all.find("openai/gpt-9")).toBe(all.find("openai/gpt-9"));
  });

  it("in a key's list allows what is below it and nothing else", () => {
    expect(isAllowed(["openai/*"], "openai/gpt-9")).toBe(true);
    expect(isAllowed(["openai/*"], "openai")).toBe(false);
    expect(isAllowed(["openai/*"], "azure/gpt-9")).toBe(false);
    expect(isAllowed([], "openai/gpt-9")).toBe(false);
    expect(isAllowed(["*"], "openai/gpt-9")).toBe(true);
  });
});
