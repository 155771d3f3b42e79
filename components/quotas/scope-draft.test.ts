import { describe, expect, it } from "vitest";
import { checkScopeDraft, type ScopeDraft, scopeOf } from "./scope-draft";

const draft: ScopeDraft = { kind: "project", id: "prj_1", modelId: "", each: true };

describe("what a new quota is about", () => {
  it("is the organization itself without a choice", () => {
    expect(checkScopeDraft({ ...draft, kind: "organization", id: "" })["scope.id"]).toBeUndefined();
    expect(scopeOf({ ...draft, kind: "organization", id: "" }, "org_1")).toMatchObject({ id: "org_1" });
  });

  it("is one thing that must be chosen, and for two kinds a model too", () => {
    expect(checkScopeDraft({ ...draft, id: "" })["scope.id"]).toBe("Choose the project.");
    expect(checkScopeDraft({ ...draft, kind: "key_model" })["scope.modelId"]).toBe("Choose the model.");
    expect(scopeOf({ ...draft, modelId: "mdl_1" }, "org_1").modelId).toBeNull();
  });

  it("is a tag with a name and a value, and one tag only", () => {
    const tag = (id: string) => checkScopeDraft({ ...draft, kind: "tag", id })["scope.id"];
    expect(tag("feature=search")).toBeUndefined();
    expect(tag("feature")).toBeDefined();
    expect(tag("a=b,c=d")).toBeDefined();
  });

  it("is each end user, or one by name, who is not called like each", () => {
    expect(scopeOf({ ...draft, kind: "end_user", id: "" }, "org_1").id).toBe("*");
    expect(scopeOf({ ...draft, kind: "end_user", id: " ada ", each: false }, "org_1").id).toBe("ada");
    expect(checkScopeDraft({ ...draft, kind: "end_user", id: "*", each: false })["scope.id"]).toBeDefined();
  });
});
