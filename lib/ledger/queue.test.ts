import { describe, expect, it } from "vitest";
import { ExchangeQueue } from "./queue";
import { NO_DETAIL, serializeExchange } from "./serialize-exchange";
import { closedExchange } from "./testing/closed-exchange";

const size = (() => {
  const { core, detail } = serializeExchange(closedExchange());
  return { core: core.length, whole: core.length + detail.length };
})();

describe("the queue of closed exchanges", () => {
  it("sheds the details of the oldest before it refuses anything", () => {
    const queue = new ExchangeQueue(size.whole * 20 - 1);
    for (let n = 0; n < 20; n += 1) expect(queue.push(closedExchange())).toBe(true);
    const shed = queue.take(20).map((item) => item.detail === NO_DETAIL);
    expect(shed).toEqual([true, ...Array(19).fill(false)]);
  });

  it("refuses a record only when every detail is shed and there is still no room", () => {
    const lean = size.core + NO_DETAIL.length;
    const queue = new ExchangeQueue(lean * 5 + 50);
    const kept = Array.from({ length: 8 }, () => queue.push(closedExchange()));
    expect(kept.filter(Boolean)).toHaveLength(5);
    expect(queue.bytes).toBeLessThanOrEqual(lean * 5 + 50);
    expect(queue.take(8).every((item) => item.detail === NO_DETAIL)).toBe(true);
    expect(queue.bytes).toBe(0);
  });

  it("takes the oldest first and knows before when nothing that waits began", () => {
    const queue = new ExchangeQueue(1 << 20);
    const at = (ms: number) => closedExchange({ startedAt: new Date(ms) });
    for (const ms of [3000, 1000, 2000]) queue.push(at(ms));
    expect(queue.oldestStart()).toEqual(new Date(1000));
    expect(queue.take(2).map((item) => item.startedAt.getTime())).toEqual([3000, 1000]);
    expect(queue.oldestStart()?.getTime()).toBeLessThanOrEqual(2000);
    queue.take(1);
    expect(queue.oldestStart()).toBeNull();
  });
});

describe("the text of a record", () => {
  it("is one JSON object with every column, with and without its details", () => {
    const { core, detail } = serializeExchange(closedExchange({ costMicros: 2n ** 60n }));
    const whole: Record<string, unknown> = JSON.parse(core + detail);
    const shed: Record<string, unknown> = JSON.parse(core + NO_DETAIL);
    expect(whole.cost_micros).toBe((2n ** 60n).toString());
    expect(Object.keys(shed).sort()).toEqual(Object.keys(whole).sort());
    expect(shed.attempts).toEqual([]);
  });

  it("rounds the milliseconds that timers give", () => {
    const { core, detail } = serializeExchange(closedExchange({ ttftMs: 12.6, durationMs: 99.2 }));
    expect(JSON.parse(core + detail)).toMatchObject({ ttft_ms: 13, duration_ms: 99 });
  });
});
