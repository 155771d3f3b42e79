import { expect, it } from "vitest";
import { ActivityBook, type WatchedCall } from "./activity";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21, 12);
const call = (over: Partial<WatchedCall> = {}): WatchedCall => ({
  keyId: "key_a",
  teamId: "team_a",
  projectId: "prj_a",
  organizationId: "org_a",
  fingerprint: 1,
  costMicros: 100,
  ...over,
});

function heardOne(book: ActivityBook) {
  const [activity] = book.heard();
  if (activity === undefined) throw new Error("no key was heard");
  return activity;
}

it("sums calls and spend of a span and forgets what is older", () => {
  const book = new ActivityBook();
  for (let minute = 0; minute < 30; minute += 1) book.note(call(), START + minute * MINUTE);
  const activity = heardOne(book);
  const now = START + 29 * MINUTE;
  expect(activity.seen(now, 5 * MINUTE)).toMatchObject({ calls: 5, costMicros: 500 });
  expect(activity.seen(now, 10 * MINUTE)).toMatchObject({ calls: 10, costMicros: 1_000 });
  expect(activity.seen(now + 60 * MINUTE, 10 * MINUTE)).toEqual({ calls: 0, costMicros: 0, same: 0 });
});

it("counts one body among few others, and never more than there were", () => {
  const book = new ActivityBook();
  for (let n = 0; n < 1_000; n += 1) book.note(call({ fingerprint: n % 20 === 0 ? n + 2 : 1 }), START + n * 200);
  const { calls, same } = heardOne(book).seen(START + 200 * 1_000, 5 * MINUTE);
  expect(calls).toBe(1_000);
  expect(same).toBeGreaterThanOrEqual(900);
  expect(same).toBeLessThanOrEqual(950);
});

it("finds no body that repeats where every call is another, or where two take turns", () => {
  const [different, turns] = [new ActivityBook(), new ActivityBook()];
  for (let n = 0; n < 1_000; n += 1) {
    different.note(call({ fingerprint: n }), START + n * 200);
    turns.note(call({ fingerprint: n % 2 }), START + n * 200);
  }
  expect(heardOne(different).seen(START + 200_000, 5 * MINUTE).same).toBeLessThan(50);
  expect(heardOne(turns).seen(START + 200_000, 5 * MINUTE).same).toBeLessThan(50);
});

it("gives the keys that called since it was last asked, once, unless told to keep them", () => {
  const book = new ActivityBook();
  book.note(call(), START);
  book.note(call({ keyId: "key_b" }), START);
  const heard = book.heard();
  expect(heard.map((activity) => activity.last.keyId)).toEqual(["key_a", "key_b"]);
  expect(book.heard()).toEqual([]);
  book.hear(heardOneOf(heard));
  expect(book.heard().map((activity) => activity.last.keyId)).toEqual(["key_a"]);
});

function heardOneOf<Item>(items: readonly Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error("nothing was heard");
  return first;
}

it("stays bounded: the key not heard of for longest makes room", () => {
  const book = new ActivityBook();
  for (let n = 0; n < 20_000; n += 1) book.note(call({ keyId: `key_${n}` }), START);
  book.heard();
  book.note(call({ keyId: "key_0" }), START);
  book.heard();
  book.note(call({ keyId: "key_new" }), START);
  book.note(call({ keyId: "key_0" }), START);
  const zero = book.heard().find((activity) => activity.last.keyId === "key_0");
  expect(zero?.seen(START, MINUTE).calls).toBe(3);
});
