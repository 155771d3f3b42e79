import { describe, expect, it } from "vitest";
import { fullestFirst, limitTree } from "./limits-tree";
import { quotaOf } from "./testing/quota-of";

const search = { id: "team_1", name: "Search" };
const ranking = { id: "prj_1", name: "Ranking" };

const organization = quotaOf({ id: "quo_org", scope: { kind: "organization", id: "org_1", name: "Acme" } });
const team = quotaOf({ id: "quo_team", scope: { kind: "team", id: "team_1", name: "Search", team: search } });
const project = quotaOf({ id: "quo_prj", scope: { team: search, project: ranking } });
const key = quotaOf({ id: "quo_key", scope: { kind: "key", id: "key_1", name: "a", team: search, project: ranking } });
const other = quotaOf({
  id: "quo_other",
  scope: { kind: "project", id: "prj_0", name: "Answers", team: search, project: { id: "prj_0", name: "Answers" } },
});
const tag = quotaOf({ id: "quo_tag", scope: { kind: "tag", id: "feature=search", name: "feature=search" } });

describe("the tree of limits", () => {
  it("goes from the organization over each team, its projects and their keys to what cuts across", () => {
    const groups = limitTree([tag, key, other, project, team, organization]);
    expect(groups.map((group) => group.title)).toEqual(["Organization", "Team Search", "Tags"]);
    expect(groups[1]?.lines.map(({ quota, depth }) => [quota.id, depth])).toEqual([
      ["quo_team", 0],
      ["quo_other", 1],
      ["quo_prj", 1],
      ["quo_key", 2],
    ]);
  });

  it("leaves out what has no limit", () => {
    expect(limitTree([])).toEqual([]);
  });
});

describe("the fullest limits", () => {
  it("come first with what is held, a limit of nothing is full, and what has no standing comes last", () => {
    const standing = { settled: "10.00", held: "100.00", free: "90.00", resetsAt: null };
    const half = quotaOf({ id: "half", standing });
    const nothing = quotaOf({ id: "nothing", limit: "0.00", limitNow: "0.00" });
    const each = quotaOf({ id: "each", standing: null });
    expect(fullestFirst([each, half, team, nothing]).map((quota) => quota.id)).toEqual([
      "nothing",
      "half",
      "quo_team",
      "each",
    ]);
  });
});
