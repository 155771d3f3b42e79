import { describe, expect, it } from "vitest";
import type { Alias } from "@/lib/admin-api/client/aliases";
import { aliasesAt, isHidden } from "./alias-words";

const alias = (name: string, model: string, projectId: string | null = null): Alias => ({
  id: `als_${name}${projectId ?? ""}`,
  name,
  model,
  project: projectId === null ? null : { id: projectId, name: projectId },
  createdAt: "2026-01-01T00:00:00.000Z",
  allowedActions: [],
});

const ALL = [
  alias("fast", "gpt"),
  alias("fast", "mini", "prj_a"),
  alias("any", "open/nine"),
  alias("other", "gpt", "prj_b"),
];
const ids = (list: readonly Alias[]) => list.map(({ id }) => id);

describe("aliases", () => {
  it("are shown at their model, and those of a wildcard's names at the wildcard", () => {
    expect(ids(aliasesAt({ kind: "model", name: "gpt" }, ALL))).toEqual(["als_fast", "als_otherprj_b"]);
    expect(ids(aliasesAt({ kind: "model", name: "open/*" }, ALL))).toEqual(["als_any"]);
  });

  it("of a project are its own and the organization's, of which those of the same name are hidden", () => {
    const seen = aliasesAt({ kind: "project", id: "prj_a", name: "A" }, ALL);
    expect(ids(seen)).toEqual(["als_fast", "als_fastprj_a", "als_any"]);
    expect(seen.filter((one) => isHidden(one, seen)).map(({ id }) => id)).toEqual(["als_fast"]);
  });
});
