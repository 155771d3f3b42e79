import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "@/lib/errors/error-codes";
import { explainOutcome } from "./outcome-words";

const call = { outcome: "ok", errorCode: null, streamed: true, durationMs: 1240, ttftMs: 200 } as const;

describe("explainOutcome", () => {
  it("says how long a finished call took and asks nothing of the reader", () => {
    expect(explainOutcome(call)).toEqual({ headline: "Streamed in 1.24 s", next: null });
    expect(explainOutcome({ ...call, streamed: false }).headline).toBe("Answered in 1.24 s");
  });
  it("says why a call was refused and what helps", () => {
    const { headline, next } = explainOutcome({ ...call, outcome: "refused", errorCode: "budget_exceeded" });
    expect(headline).toBe("Refused: the budget is used up");
    expect(next).toContain("Raise it, or wait until its window resets");
  });
  it.each(Object.keys(ERROR_CODES))("has words for %s that are not the code itself", (errorCode) => {
    const { headline } = explainOutcome({ ...call, outcome: "failed", errorCode });
    expect(headline).not.toContain("_");
    expect(headline.length).toBeGreaterThan("Failed: ".length);
  });
  it("says that an abort was the caller's doing", () => {
    expect(explainOutcome({ ...call, outcome: "aborted" }).headline).toBe("The caller hung up after 1.24 s");
  });
});
