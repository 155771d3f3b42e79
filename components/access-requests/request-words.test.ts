import { expect, it } from "vitest";
import { lastingText, requestTitle, sideText } from "./request-words";

it("writes a side of a change in its own unit, and what is no number as it is", () => {
  expect(sideText("1200.5", "usd")).toBe("$1,200.50");
  expect(sideText("unlimited", "usd")).toBe("unlimited");
  expect(sideText("100000", "amount")).toBe("100,000");
  expect(sideText("1", "days")).toBe("1 day");
  expect(sideText("good", "days")).toBe("good");
  expect(sideText(null, "text")).toBe("—");
});

it("names a request by what is asked for", () => {
  const subject = { kind: "key", id: "key_1", name: "bulk-indexer" } as const;
  const proposal = { kind: "models", keyId: "key_1", models: ["*"], days: null } as const;
  expect(requestTitle({ subject, proposal: { ...proposal, models: ["*"] } })).toBe("Every model for bulk-indexer");
  expect(lastingText(proposal.days)).toBe("for good");
});
