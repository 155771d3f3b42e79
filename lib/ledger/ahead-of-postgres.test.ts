import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import type { JournaledLedger } from "./contract";
import { createLedger } from "./ledger";
import { closedExchange } from "./testing/closed-exchange";

let root: string;
let ledger: JournaledLedger;
/** Of every statement: how far it says the spool has got, and how far the spool had on disk just then. */
let told: { to: number; onDisk: number }[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gatehouse-ahead-"));
  told = [];
  const answer = (_: unknown, ...values: unknown[]) => {
    told.push({ to: Number(values[2]), onDisk: bytesOnDisk() });
    return Promise.resolve([{ written: 1 }]);
  };
  ledger = createLedger({ sql: answer as unknown as Database["sql"], spoolRoot: root, onError: () => undefined });
});
afterEach(async () => {
  await ledger.close();
  rmSync(root, { recursive: true, force: true });
});

function bytesOnDisk(): number {
  const folder = join(root, ledger.writerId);
  const closed = readdirSync(folder).filter((name) => name.startsWith("closed-"));
  return closed.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

describe("what Postgres is told within the turn in which a call ended", () => {
  it("is no booking beyond what the spool has on disk", () => {
    ledger.append(closedExchange());
    expect(bytesOnDisk()).toBe(0);
    expect(ledger.journal().end).toBe(bytesOnDisk());
    expect(bytesOnDisk()).toBeGreaterThan(0);
  });

  it("is no record that the spool does not have on disk", async () => {
    ledger.append(closedExchange());
    const flushed = ledger.flush();
    const records = told.filter(({ to }) => to > 0);
    expect(records).toHaveLength(1);
    expect(records[0]?.onDisk).toBe(records[0]?.to);
    await flushed;
  });
});
