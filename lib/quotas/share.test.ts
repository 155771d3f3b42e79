import { describe, expect, it } from "vitest";
import { Share, type ShareOwner } from "./share";
import { quotaOf } from "./testing/quota-of";

const QUOTA = quotaOf({ unit: "tokens", limit: 1_000n, timeZone: "UTC" });

function owner(given: Partial<ShareOwner> = {}): ShareOwner & { events: string[] } {
  const events: string[] = [];
  return {
    quota: QUOTA,
    mode: "hold",
    sliceMs: 0,
    hard: true,
    near: false,
    used: 0,
    onDirty: () => events.push("dirty"),
    onLow: () => events.push("low"),
    onRelease: () => events.push("release"),
    events,
    ...given,
  };
}

function shareOf(of: ShareOwner, free: number): Share {
  const share = new Share(of, 0, Number.POSITIVE_INFINITY);
  share.free = free;
  return share;
}

describe("a share of a bucket", () => {
  it("gives back in memory what a call did not use", () => {
    const share = shareOf(owner(), 100);
    const place = share.hold(60, 1, 5_000);
    expect(share).toMatchObject({ free: 40, running: 60, open: 1, runningUntil: 5_000 });
    place.end(60, 25, 2);
    expect(share).toMatchObject({ free: 75, running: 0, open: 0, unbooked: 25 });
  });

  it("pays from its free part what a call used above its hold, as far as that goes", () => {
    const share = shareOf(owner(), 100);
    const [one, other] = [share.hold(10, 1, 0), share.hold(10, 1, 0)];
    one.end(10, 50, 1);
    expect(share).toMatchObject({ free: 40, unbooked: 50 });
    other.end(10, 500, 1);
    expect(share).toMatchObject({ free: 0, unbooked: 550 });
  });

  it("tells that it changed once, until that was told", () => {
    const of = owner();
    const share = shareOf(of, 100);
    share.hold(1, 1, 0);
    share.hold(1, 1, 0);
    expect(of.events).toEqual(["dirty"]);
    share.dirty = false;
    share.hold(1, 1, 0);
    expect(of.events).toEqual(["dirty", "dirty"]);
  });

  it("asks for more once when it runs low, and sends releases home at once near the limit", () => {
    const of = owner({ near: true });
    const share = shareOf(of, 100);
    share.low = 50;
    const place = share.hold(60, 1, 0);
    share.hold(10, 1, 0);
    expect(of.events).toEqual(["low", "dirty"]);
    place.end(60, 0, 1);
    expect(of.events).toEqual(["low", "dirty", "release"]);
  });

  it("counts a soft quota without spending anything", () => {
    const share = shareOf(owner({ hard: false }), 0);
    share.hold(60, 1, 0).end(60, 90, 1);
    expect(share).toMatchObject({ free: 0, running: 0, unbooked: 90 });
  });

  it("takes back a request it counted for a call that another quota refused", () => {
    const share = shareOf(owner({ mode: "count" }), 10);
    share.count(1, 1);
    share.uncount(1, 1);
    expect(share).toMatchObject({ free: 10, unbooked: 0 });
  });
});

describe("a share of a rolling minute", () => {
  const rolling = { sliceMs: 500, quota: quotaOf({ unit: "tokens", window: "minute" }) };

  it("keeps what it admitted by the slice, as changes", () => {
    const share = shareOf(owner(rolling), 100);
    const place = share.hold(30, 7_499, 0);
    expect(share.slices.get(7_000)).toMatchObject({ settled: 0, held: 30 });
    place.end(30, 20, 9_000);
    expect(share.slices.get(7_000)).toMatchObject({ settled: 20, held: 0 });
    expect(share).toMatchObject({ free: 80, running: 0, settledInSlices: 20, heldInSlices: 0 });
  });

  it("neither frees nor books anything for a call that ends when its slice no longer counts", () => {
    const share = shareOf(owner(rolling), 100);
    share.hold(30, 7_000, 0).end(30, 20, 7_000 + 60_499);
    expect(share.slices.get(7_000)).toMatchObject({ settled: 20, held: 0 });
    const late = share.hold(30, 70_000, 0);
    late.end(30, 20, 70_000 + 60_500);
    expect(share.slices.get(70_000)).toMatchObject({ settled: 0, held: 30 });
    expect(share).toMatchObject({ free: 50, open: 0 });
  });
});
