import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { atEndOfTurn, endTurn } from "@/lib/end-of-turn";
import { exchangeLine } from "./exchange-line";
import { SegmentedFile } from "./segmented-file";
import { DiskSpool } from "./spool";
import { claimSpool, isOrphaned } from "./spool-owner";
import { closedExchange } from "./testing/closed-exchange";
import { deadPid } from "./testing/dead-process";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gatehouse-spool-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function bytesOnDisk(directory: string): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

function closedBytes(directory: string): number {
  const closed = readdirSync(directory).filter((name) => name.startsWith("closed-"));
  return closed.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

describe("a segmented file", () => {
  it("rotates, reads across segments, and lets go of what lies wholly before an offset", () => {
    const file = new SegmentedFile(root, "closed", { segmentBytes: 100 });
    const lines = Array.from({ length: 40 }, (_, n) => `line ${n} ${"x".repeat(n)}\n`);
    const ends: number[] = [];
    for (const line of lines) {
      file.append(Buffer.from(line));
      ends.push(file.end);
    }
    expect(readdirSync(root).length).toBeGreaterThan(5);
    expect(file.read(0, file.end).toString()).toBe(lines.join(""));
    expect(file.read(ends[9] ?? 0, ends[20] ?? 0).toString()).toBe(lines.slice(10, 21).join(""));
    file.dropBefore(ends[20] ?? 0);
    expect(file.begin).toBeGreaterThan(0);
    expect(file.begin).toBeLessThanOrEqual(ends[20] ?? 0);
    expect(file.read(ends[20] ?? 0, file.end).toString()).toBe(lines.slice(21).join(""));
    file.close();
    const found = new SegmentedFile(root, "closed", { segmentBytes: 100 });
    expect([found.begin, found.end]).toEqual([file.begin, file.end]);
  });
});

describe("a spool on disk", () => {
  const open = (maxBytes = 1024 * 1024) =>
    new DiskSpool(root, { maxBytes, onRefuse: (error) => Promise.reject(error) });

  it("has what it was given in a turn before anything of that turn goes out", async () => {
    const spool = open();
    const bytes = Buffer.from("one\ntwo\n");
    const onDisk = () => bytesOnDisk(join(root, spool.writerId));
    const before = onDisk();
    const seen: number[] = [];
    const sent = new Promise<void>((resolve) => {
      // A stream asks with its first frame of the turn, and has its last one added to it once the line is given.
      atEndOfTurn(() => seen.push(onDisk() - before));
      spool.append(bytes, 0, 4);
      atEndOfTurn(() => seen.push(onDisk() - before));
      spool.append(bytes, 4, 8);
      atEndOfTurn(() => {
        seen.push(onDisk() - before);
        resolve();
      });
    });
    expect(onDisk()).toBe(before);
    await sent;
    expect(seen).toEqual([8, 8, 8]);
    spool.append(bytes, 0, 4);
    endTurn();
    expect(onDisk() - before).toBe(12);
    expect(spool.read(0, spool.end)).toBe("one\ntwo\none\n");
    spool.close(true);
  });

  it("has the closed line of every call whose open one it lets go of", () => {
    const spool = open(160 * 1024);
    const line = Buffer.from("closed\n");
    const directory = join(root, spool.writerId);
    for (let n = 1; n <= 400; n += 1) {
      const entry = spool.open(closedExchange());
      spool.append(line, 0, line.length);
      const opened = readdirSync(directory).filter((name) => name.startsWith("open-"));
      spool.settle(entry);
      const isGone = opened.some((name) => !existsSync(join(directory, name)));
      if (isGone) expect(spool.read(0, n * line.length)).toHaveLength(n * line.length);
      if (isGone) expect(closedBytes(directory)).toBe(n * line.length);
    }
    spool.close(true);
  });

  it("keeps what waits when it is closed, and says so when the disk refuses it", () => {
    const kept = open();
    kept.append(Buffer.from("kept\n"), 0, 5);
    kept.close(false);
    expect(closedBytes(join(root, kept.writerId))).toBe(5);
    const errors: unknown[] = [];
    const refusing = new DiskSpool(root, { maxBytes: 1024 * 1024, onRefuse: (error) => errors.push(error) });
    rmSync(join(root, refusing.writerId), { recursive: true });
    refusing.append(Buffer.from("lost\n"), 0, 5);
    expect(errors).toEqual([]);
    expect(refusing.write()).toBe(false);
    expect(errors).toHaveLength(1);
    expect(refusing.write()).toBe(false);
    expect(errors).toHaveLength(1);
  });

  it("never says again that it has everything, once the disk refused what waited while more was given", () => {
    const spool = new DiskSpool(root, { maxBytes: 1024 * 1024, onRefuse: () => undefined });
    rmSync(join(root, spool.writerId), { recursive: true });
    spool.append(Buffer.from("first\n"), 0, 6);
    // Bytes of another buffer do not wait with these, so these are written now.
    expect(() => spool.append(Buffer.from("second\n"), 0, 7)).toThrow("ENOENT");
    expect(spool.write()).toBe(false);
  });

  it("holds what runs, however much has run: stretches in which nothing is open go", () => {
    const spool = open(160 * 1024);
    const long = spool.open(closedExchange({ outcome: "interrupted" }));
    for (let n = 0; n < 2_000; n += 1) {
      const entry = spool.open(closedExchange());
      entry.update(closedExchange());
      spool.settle(entry);
      // A call that runs on moves with its updates, and keeps nothing of the past.
      if (n % 20 === 0) long.update(closedExchange());
    }
    expect(spool.size).toBeLessThan(64 * 1024);
    spool.settle(long);
    spool.close(true);
    expect(readdirSync(root)).toEqual([]);
  });

  it("becomes empty again, however small its bound is", () => {
    const spool = open();
    const line = Buffer.from(exchangeLine(closedExchange(), true));
    for (let n = 0; n < 1_000; n += 1) spool.append(line, 0, line.length);
    spool.delivered(spool.end);
    expect(spool.size).toBeLessThan(100 * 1024);
    expect(spool.write()).toBe(true);
    expect(bytesOnDisk(join(root, spool.writerId))).toBeLessThan(100 * 1024);
    spool.close(true);
  });

  it("takes nothing more from calls that run on when it was given up, and fails none of them", () => {
    const spool = open();
    const entry = spool.open(closedExchange());
    spool.close(false);
    const before = bytesOnDisk(join(root, spool.writerId));
    entry.update(closedExchange());
    expect(bytesOnDisk(join(root, spool.writerId))).toBe(before);
  });

  it("bounds what a line takes of a text from outside", () => {
    const line = exchangeLine(closedExchange({ endUser: "é".repeat(1_000_000) }), false);
    expect(line.length).toBeLessThan(10_000);
    expect(line.endsWith("\n")).toBe(true);
  });
});

describe("who owns a spool", () => {
  it("is its own process, until that has ended", () => {
    claimSpool(root);
    expect(isOrphaned(root)).toBe(false);
    writeFileSync(join(root, "owner"), JSON.stringify({ pid: deadPid(), began: "0" }));
    expect(isOrphaned(root)).toBe(true);
  });

  it("is nobody when the number of its process was given to another", () => {
    writeFileSync(join(root, "owner"), JSON.stringify({ pid: process.pid, began: "1" }));
    expect(isOrphaned(root)).toBe(true);
  });

  it("is nobody when the owner is half written", () => {
    writeFileSync(join(root, "owner"), '{"pid":');
    expect(isOrphaned(root)).toBe(true);
  });
});
