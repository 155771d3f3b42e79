import { describe, expect, it } from "vitest";
import { accessWords, reducedWords, reviewStatus } from "./access-review-words";

const NOW = Date.parse("2026-11-29T12:00:00.000Z");

describe("a campaign's state", () => {
  it.each([
    [{ closedAt: "2026-11-28T00:00:00.000Z", dueAt: "2026-11-30T00:00:00.000Z", items: 2, decided: 1 }, "Closed"],
    [{ closedAt: null, dueAt: "2026-11-30T00:00:00.000Z", items: 2, decided: 1 }, "Open"],
    [{ closedAt: null, dueAt: "2026-11-28T00:00:00.000Z", items: 2, decided: 1 }, "Overdue"],
    [{ closedAt: null, dueAt: "2026-11-28T00:00:00.000Z", items: 2, decided: 2 }, "All decided"],
  ])("%j is %s", (review, label) => {
    expect(reviewStatus(review, NOW).label).toBe(label);
  });
});

describe("what an access may do", () => {
  it("is a line, whatever it is of", () => {
    expect(accessWords({ subject: "key", access: { models: ["*"], team: "home", project: "ranking" } })).toBe(
      "every model in home / ranking",
    );
    expect(accessWords({ subject: "person", access: { role: "admin", teams: ["home (lead)"] } })).toBe(
      "admin, home (lead)",
    );
    expect(accessWords({ subject: "api_token", access: { kind: "service", scopes: ["a", "b", "c", "d"] } })).toBe(
      "service, 4 scopes",
    );
  });

  it("says what was left of it", () => {
    expect(reducedWords({ models: [], expiresAt: "2026-12-31T23:59:59.999Z" })).toBe("models: none; until: 2026-12-31");
  });
});
