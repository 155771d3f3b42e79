import { describe, expect, it } from "vitest";
import { StoreClock } from "./store-clock";

describe("the database's clock", () => {
  it("is learned from answers, to half their round trip", () => {
    let own = 1_000;
    const clock = new StoreClock(() => own);
    own = 1_020;
    clock.observe(500_000, 1_000);
    expect(clock.now()).toBe(500_010);
    expect(clock.toOwn(500_010)).toBe(1_020);
    expect(clock.toStore(1_020)).toBe(500_010);
  });

  it("believes a slower answer only when the quicker one is old", () => {
    let own = 0;
    const clock = new StoreClock(() => own);
    own = 2;
    clock.observe(10_001, 0);
    own = 400;
    clock.observe(99_999, 100);
    expect(clock.now()).toBe(10_400);
    own = 40_000;
    clock.observe(99_999, 39_900);
    expect(clock.now()).toBe(100_049);
  });
});
