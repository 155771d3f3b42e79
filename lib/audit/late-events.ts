import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/db/client";
import { appendAuditEvent, type NewAuditEvent } from "@/db/queries/audit/append-audit-event";
import { lockLateEvents } from "@/db/queries/audit/lock-late-events";
import { newId } from "@/lib/crypto/new-id";

/** What happened while the log could not be written. Its request id names it, so that it is written once. */
interface LateEvent extends Omit<NewAuditEvent, "requestId" | "occurredAt"> {
  organizationId: string;
  requestId: string;
  /** RFC 3339 UTC in whole milliseconds. */
  occurredAt: string;
}

const ENDING = ".json";

/**
 * Keeps an event of an outage in a file of its own, whole or not at all, until `writeLateEvents` finds it. Names sort by when it happened.
 * Throws what the file system throws.
 */
export async function keepLateEvent(
  folder: string,
  organizationId: string,
  event: Omit<NewAuditEvent, "requestId" | "occurredAt"> & { occurredAt: Date },
): Promise<void> {
  const late: LateEvent = {
    ...event,
    organizationId,
    requestId: newId("req"),
    occurredAt: event.occurredAt.toISOString(),
  };
  const path = join(folder, `${String(event.occurredAt.getTime()).padStart(15, "0")}-${late.requestId}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, JSON.stringify(late), { flush: true });
  await rename(path, `${path}${ENDING}`);
}

/**
 * Writes what was kept into the log, in the order in which it happened, with when that was; how many events that were. Several processes
 * may find the same files: one writes them, and a crash before they are removed writes nothing twice.
 */
export async function writeLateEvents(folder: string, { orm }: Pick<Database, "orm">): Promise<number> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(ENDING)).sort();
  const kept = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const events = kept.map((text) => JSON.parse(text) as LateEvent);
  let written = 0;
  for (const organizationId of new Set(events.map((event) => event.organizationId))) {
    const own = events.filter((event) => event.organizationId === organizationId);
    written += await orm.transaction(async (run) => {
      const since = new Date(own[0]?.occurredAt ?? 0);
      const known = await lockLateEvents(run, organizationId, { requestIds: own.map((one) => one.requestId), since });
      const missing = own.filter(({ requestId }) => !known.has(requestId));
      for (const { organizationId: _organizationId, occurredAt, ...event } of missing) {
        await appendAuditEvent(run, organizationId, { ...event, occurredAt: new Date(occurredAt) });
      }
      return missing.length;
    });
  }
  for (const name of names) await rm(join(folder, name), { force: true });
  return written;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}
