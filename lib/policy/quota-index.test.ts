import { describe, expect, it } from "vitest";
import type { Quota } from "@/lib/quotas/contract";
import { quotaOf } from "@/lib/quotas/testing/quota-of";
import type { Caller } from "./caller";
import { QuotaIndex } from "./quota-index";

const CALLER: Caller = {
  organizationId: "org_a",
  teamId: "team_a",
  teamName: "A",
  projectId: "prj_a",
  projectName: "A",
  keyId: "key_a",
  keyName: "a",
  keyPublicId: "a",
  secretId: "sec_a",
  ownerId: "per_a",
  tags: ["env=live"],
  mayAttribute: true,
  allowedModels: ["*"],
  expiresAt: null,
};

const at = (scopeKind: Quota["scopeKind"], scopeId: string, scopeModelId: string | null = null) =>
  quotaOf({ id: `quo_${scopeKind}_${scopeId}`, scopeKind, scopeId, scopeModelId });

const QUOTAS = [
  at("key", "key_a"),
  at("key", "key_b"),
  at("organization", "org_a"),
  at("team", "team_a"),
  at("project", "prj_a"),
  at("person", "per_a"),
  at("person", "per_b"),
  at("tag", "env=live"),
  at("tag", "env=test"),
  at("model", "mdl_a"),
  at("key_model", "key_a", "mdl_a"),
  at("key_model", "key_b", "mdl_b"),
  at("team_model", "team_a", "mdl_b"),
  at("end_user", "ada"),
  at("end_user", "*"),
];

const ids = (quotas: readonly Quota[]) => quotas.map(({ id }) => id.slice(4));

describe("the quotas of a key", () => {
  const index = new QuotaIndex(QUOTAS);

  it("are those of everything it belongs to, its person and its tags, outermost first", () => {
    expect(ids(index.ofCaller(CALLER))).toEqual([
      "organization_org_a",
      "team_team_a",
      "project_prj_a",
      "person_per_a",
      "tag_env=live",
      "key_key_a",
    ]);
    const nobody = { ...CALLER, ownerId: null, tags: [] };
    expect(ids(index.ofCaller(nobody))).not.toContain("person_per_a");
  });

  it("and those of the model it calls, and of itself or its team at that model", () => {
    const own = ids(index.ofCaller(CALLER));
    expect(ids(index.ofCallerAt(CALLER, "mdl_a"))).toEqual([...own, "model_mdl_a", "key_model_key_a"]);
    expect(ids(index.ofCallerAt(CALLER, "mdl_b"))).toEqual([...own, "team_model_team_a"]);
    expect(ids(index.ofCallerAt({ ...CALLER, keyId: "key_b" }, "mdl_b"))).toContain("key_model_key_b");
  });

  it("are found once per caller and model", () => {
    expect(index.ofCallerAt(CALLER, "mdl_a")).toBe(index.ofCallerAt(CALLER, "mdl_a"));
  });
});

describe("the quotas of an end user", () => {
  const index = new QuotaIndex(QUOTAS);

  it("are those by name, and those of each end user with windows of its own", () => {
    expect(index.ofEndUser("ada").map(({ id, subject }) => [id.slice(4), subject])).toEqual([
      ["end_user_ada", ""],
      ["end_user_*", "ada"],
    ]);
    expect(index.ofEndUser("bob").map(({ subject, scopeName }) => [subject, scopeName])).toEqual([["bob", "bob"]]);
  });

  it("cannot be reached by a name that stands for everybody, nor broken by one that no database stores", () => {
    expect(ids(index.ofEndUser("*"))).toEqual(["end_user_*"]);
    expect(index.ofEndUser("a\0b\ud800").map(({ subject }) => subject)).toEqual(["a\uFFFDb\uFFFD"]);
  });

  it("are none where no quota is about end users", () => {
    const index = new QuotaIndex([at("key", "key_a")]);
    expect(index.ofEndUser("ada")).toEqual([]);
    expect(index.hasOfCalls).toBe(false);
  });
});
