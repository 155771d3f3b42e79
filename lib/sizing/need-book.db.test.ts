import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { newId } from "@/lib/crypto/new-id";
import { createNeedBook, type NeedBook } from "./need-book";
import { ENOUGH_ANSWERS, FADE_ABOVE } from "./need-histogram";

describe("what calls have needed", () => {
  let fresh: FreshDatabase;
  let database: Database;
  const books: NeedBook[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    await database.orm.insert(organization).values({ id: "org_1", name: "One" });
  });
  afterAll(async () => {
    await Promise.all(books.map((book) => book.close()));
    await database.close();
    await fresh.close();
  });

  const newBook = (): NeedBook => {
    const book = createNeedBook(database.sql, (error) => {
      throw error;
    });
    books.push(book);
    return book;
  };
  const newPair = () => ({ organizationId: "org_1", keyId: newId("key"), modelId: newId("mdl") });
  const note = (book: NeedBook, pair: ReturnType<typeof newPair>, tokens: number, times: number) => {
    for (let n = 0; n < times; n++) book.note(pair, tokens);
  };

  it("is learned by all processes together and known to one that starts later", async () => {
    const pair = newPair();
    const [one, other] = [newBook(), newBook()];
    note(one, pair, 100, ENOUGH_ANSWERS / 2);
    await one.sync();
    expect(one.foresee(pair.keyId, pair.modelId)).toBeNull();
    note(other, pair, 100, ENOUGH_ANSWERS / 2);
    await other.sync();
    expect(other.foresee(pair.keyId, pair.modelId)).toBe(192);
    const later = newBook();
    expect(later.foresee(pair.keyId, pair.modelId)).toBeNull();
    await later.sync();
    expect(later.foresee(pair.keyId, pair.modelId)).toBe(192);
  });

  it("is kept apart by key and by model", async () => {
    const [pair, sibling] = [newPair(), newPair()];
    const book = newBook();
    note(book, pair, 10, ENOUGH_ANSWERS);
    note(book, sibling, 1_000, ENOUGH_ANSWERS);
    await book.sync();
    expect(book.foresee(pair.keyId, pair.modelId)).toBe(17);
    expect(book.foresee(sibling.keyId, sibling.modelId)).toBe(1_536);
    expect(book.foresee(pair.keyId, sibling.modelId)).toBeNull();
  });

  it("fades: what was needed long ago gives way to what is needed now", async () => {
    const pair = newPair();
    const book = newBook();
    note(book, pair, 10_000, FADE_ABOVE);
    await book.sync();
    expect(book.foresee(pair.keyId, pair.modelId)).toBeGreaterThan(10_000);
    for (let round = 0; round < 6; round++) {
      note(book, pair, 10, FADE_ABOVE);
      await book.sync();
    }
    expect(book.foresee(pair.keyId, pair.modelId)).toBe(17);
  });

  it("many processes writing the same keys at once lose nothing and never lock each other out", async () => {
    const pairs = Array.from({ length: 20 }, newPair);
    const crowd = Array.from({ length: 5 }, newBook);
    for (const book of crowd) for (const pair of pairs) note(book, pair, 4, 10);
    await Promise.all(crowd.map((book) => book.sync()));
    const rows = await database.sql<{ answers: number }[]>`
      select (select sum(n) from unnest(counts) n)::int as answers from output_need
      where key_id in ${database.sql(pairs.map(({ keyId }) => keyId))} order by key_id limit 100`;
    expect(rows.map(({ answers }) => answers)).toEqual(pairs.map(() => 50));
  });
});
