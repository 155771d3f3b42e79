import { describe, expect, it } from "vitest";
import { actionChoices, auditQueryOf } from "./audit-filters";

const NOW = Date.parse("2026-11-29T12:00:00.000Z");

describe("what the audit page asks for", () => {
  it("is exactly what its address says", () => {
    const range = { kind: "preset", preset: "7d" } as const;
    const filters = { actor: ["per_1"], kind: ["api_token"], action: ["keys."] };
    expect(auditQueryOf({ filters, search: "rotate", range }, NOW)).toEqual({
      from: "2026-11-22T12:00:00.000Z",
      actorId: "per_1",
      actorKind: "api_token",
      action: "keys.",
      q: "rotate",
    });
  });

  it("is everything when nothing is set, and ignores a kind that nobody is", () => {
    const range = { kind: "preset", preset: "all" } as const;
    expect(auditQueryOf({ filters: { kind: ["x"] }, search: "", range }, NOW)).toEqual({});
  });
});

describe("actions to choose from", () => {
  it("are each by itself, and each aggregate as a whole", () => {
    expect(actionChoices(["keys.create", "keys.revoke", "teams.create"]).map(({ value }) => value)).toEqual([
      "keys.",
      "keys.create",
      "keys.revoke",
      "teams.",
      "teams.create",
    ]);
  });
});
