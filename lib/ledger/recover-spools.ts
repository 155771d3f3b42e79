import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "@/db/client";
import { readBookedOffset, settleRecovered, type Unbooked } from "@/db/queries/ledger/settle-recovered";
import { readDelivered } from "@/db/queries/ledger/write-batch";
import { deliver, type RejectedLine } from "./deliver";
import { idOfLine, startOfLine } from "./exchange-line";
import { OPEN } from "./open-entries";
import { SegmentedFile } from "./segmented-file";
import { CLOSED, MAKING } from "./spool";
import { claimSpool, isOrphaned } from "./spool-owner";

const LINES_PER_BATCH = 500;
const CLAIM_MARK = "~";
/** More than this is left to the comparison of quotas with the ledger: a process that died books a fraction of a second late. */
const UNBOOKED_MAX = 20_000;

export interface Recovery {
  sql: Database["sql"];
  spoolRoot: string;
  /** Told of a line that the database refuses for what it is. */
  onReject: RejectedLine;
}

/** What was brought from the spools of processes that are gone. */
export interface Recovered {
  spools: number;
  /** Closed exchanges that had not reached Postgres. */
  closed: number;
  /** Exchanges that never closed. */
  interrupted: number;
}

interface Orphan {
  writerId: string;
  directory: string;
  closed: SegmentedFile;
  /** Where Postgres is with it. */
  delivered: number;
  /** What the process may have left out of the windows of quotas. */
  unbooked: Unbooked;
}

/**
 * Brings what processes of this host left behind when they died: first every closed exchange, then those that never closed as
 * `interrupted` records, then into the windows of quotas what the process had not booked there. A record that is there already is
 * left as it is, so that being interrupted here costs nothing. Throws what the store or the file system throws; what is left comes with the next call.
 */
export async function recoverSpools(recovery: Recovery): Promise<Recovered> {
  const orphans: Orphan[] = [];
  for (const directory of claimOrphans(recovery.spoolRoot)) orphans.push(await openOrphan(recovery, directory));
  const recovered: Recovered = { spools: orphans.length, closed: 0, interrupted: 0 };
  for (const orphan of orphans) recovered.closed += await deliverClosed(recovery, orphan);
  for (const orphan of orphans) recovered.interrupted += await deliverInterrupted(recovery, orphan);
  for (const { writerId, directory, unbooked } of orphans) {
    await settleRecovered(recovery.sql, writerId, unbooked);
    rmSync(directory, { recursive: true, force: true });
  }
  return recovered;
}

/** Renaming is the claim: of several processes that see an orphan, one gets it. */
function claimOrphans(spoolRoot: string): string[] {
  return readdirSync(spoolRoot, { withFileTypes: true }).flatMap((entry) => {
    const directory = join(spoolRoot, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith(MAKING) || !isOrphaned(directory)) return [];
    const claimed = join(spoolRoot, `${writerOf(entry.name)}${CLAIM_MARK}${process.pid}`);
    try {
      if (directory !== claimed) renameSync(directory, claimed);
      claimSpool(claimed);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
    return [claimed];
  });
}

function writerOf(name: string): string {
  return name.split(CLAIM_MARK)[0] ?? name;
}

async function openOrphan(recovery: Recovery, directory: string): Promise<Orphan> {
  const writerId = writerOf(directory.slice(directory.lastIndexOf("/") + 1));
  const closed = new SegmentedFile(directory, CLOSED);
  const delivered = (await readDelivered(recovery.sql, writerId)) ?? closed.begin;
  const booked = await readBookedOffset(recovery.sql, writerId);
  const ended =
    booked === null ? [] : wholeLines(closed.read(Math.max(booked, closed.begin), closed.end)).map(idOfLine);
  return { writerId, directory, closed, delivered, unbooked: { closed: ended.slice(-UNBOOKED_MAX), open: [] } };
}

/** Batch by batch; the writer moves on with each, so that a crash in the middle goes on from there. */
async function deliverClosed(recovery: Recovery, orphan: Orphan): Promise<number> {
  const { closed, writerId } = orphan;
  let from = Math.max(orphan.delivered, closed.begin);
  let count = 0;
  for (const lines of chunks(wholeLines(closed.read(from, closed.end)))) {
    const text = lines.join("\n");
    // A line ends in a newline, so the last byte of a batch is not in its text.
    const to = from + Buffer.byteLength(text) + 1;
    await deliver(
      recovery.sql,
      { writerId, from, to, lines: text, sums: null, completeTo: earliest(lines), settledTo: null },
      recovery.onReject,
    );
    from = to;
    count += lines.length;
  }
  orphan.delivered = from;
  return count;
}

async function deliverInterrupted(recovery: Recovery, orphan: Orphan): Promise<number> {
  const { closed, writerId, delivered: at } = orphan;
  const ended = new Set(wholeLines(closed.read(closed.begin, closed.end)).map(idOfLine));
  const open = new SegmentedFile(orphan.directory, OPEN);
  // The latest line of an exchange says most.
  const latest = new Map(wholeLines(open.read(open.begin, open.end)).map((line) => [idOfLine(line), line]));
  const left = [...latest.values()].filter((line) => !ended.has(idOfLine(line)));
  orphan.unbooked.open = left
    .slice(-UNBOOKED_MAX)
    .map((line) => ({ id: idOfLine(line), startedAt: startOfLine(line) }));
  let written = 0;
  for (const lines of chunks(left)) {
    const batch = {
      writerId,
      from: at,
      to: at,
      lines: lines.join("\n"),
      sums: null,
      completeTo: earliest(lines),
      settledTo: null,
    };
    written += await deliver(recovery.sql, batch, recovery.onReject);
  }
  return written;
}

/** A process that died in the middle of a write leaves half a line at the end: nobody was told that it is there. */
function wholeLines(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf("\n");
  return end === -1 ? [] : bytes.toString("utf8", 0, end).split("\n");
}

function* chunks(lines: readonly string[]): Generator<string[]> {
  for (let at = 0; at < lines.length; at += LINES_PER_BATCH) yield lines.slice(at, at + LINES_PER_BATCH);
}

function earliest(lines: readonly string[]): number {
  return lines.reduce((least, line) => Math.min(least, startOfLine(line)), Date.now());
}
