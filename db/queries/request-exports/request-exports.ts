import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { requestExport, requestExportPart } from "@/db/schema";
import type { Runner } from "../runner";

export type RequestExportRow = typeof requestExport.$inferSelect;

/** A run of which nothing was heard for so long is begun again by whoever looks. */
const SILENT_SECONDS = 60;
const KEPT_HOURS = 24;

export async function insertRequestExport(
  run: Runner,
  row: typeof requestExport.$inferInsert,
): Promise<RequestExportRow> {
  const [made] = await run.insert(requestExport).values(row).returning();
  if (made === undefined) throw new Error("an insert returned no row");
  return made;
}

/** A person's exports that are still there, newest first. */
export async function listRequestExports(
  run: Runner,
  organizationId: string,
  personId: string,
): Promise<RequestExportRow[]> {
  return run
    .select()
    .from(requestExport)
    .where(and(eq(requestExport.organizationId, organizationId), eq(requestExport.personId, personId)))
    .orderBy(desc(requestExport.createdAt), desc(requestExport.id))
    .limit(50);
}

export async function findRequestExport(
  run: Runner,
  organizationId: string,
  id: string,
): Promise<RequestExportRow | null> {
  const [row] = await run
    .select()
    .from(requestExport)
    .where(and(eq(requestExport.organizationId, organizationId), eq(requestExport.id, id)));
  return row ?? null;
}

/** The oldest export that nobody writes; of several processes one gets it. */
export async function claimRequestExport(run: Runner): Promise<RequestExportRow | null> {
  const [claimed] = await run.execute<{ id: string }>(sql`
    update request_export set state = 'running', heartbeat_at = now(), rows = 0, bytes = 0, percent = 0 where id = (
      select id from request_export
      where state = 'waiting' or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${SILENT_SECONDS}))
      order by created_at limit 1 for update skip locked)
    returning id`);
  if (claimed === undefined) return null;
  await run.delete(requestExportPart).where(eq(requestExportPart.exportId, claimed.id));
  const [row] = await run.select().from(requestExport).where(eq(requestExport.id, claimed.id));
  return row ?? null;
}

/** A piece of the file, and how far it is. False when the export is gone meanwhile. */
export async function addExportPart(
  run: Runner,
  part: typeof requestExportPart.$inferInsert,
  progress: Pick<RequestExportRow, "rows" | "bytes" | "percent">,
): Promise<boolean> {
  const kept = await run
    .update(requestExport)
    .set({ ...progress, heartbeatAt: sql`now()` })
    .where(eq(requestExport.id, part.exportId))
    .returning({ id: requestExport.id });
  if (kept.length === 0) return false;
  await run.insert(requestExportPart).values(part);
  return true;
}

export async function endRequestExport(
  run: Runner,
  id: string,
  end: Pick<RequestExportRow, "failure" | "isCut">,
): Promise<void> {
  await run
    .update(requestExport)
    .set({
      ...end,
      state: end.failure === null ? "done" : "failed",
      percent: 100,
      finishedAt: sql`now()`,
      expiresAt: sql`now() + make_interval(hours => ${KEPT_HOURS})`,
    })
    .where(eq(requestExport.id, id));
}

/** Deletes what nobody may fetch any more. */
export async function deleteExpiredExports(run: Runner): Promise<void> {
  await run.execute(sql`delete from request_export where expires_at < now()`);
}

/** Files that exist may hold what is being erased. */
export async function deleteAllExports(run: Runner, organizationId: string): Promise<number> {
  const gone = await run
    .delete(requestExport)
    .where(eq(requestExport.organizationId, organizationId))
    .returning({ id: requestExport.id });
  return gone.length;
}

/** The pieces of a file in their order, one at a time. */
export async function* readExportParts(run: Runner, exportId: string): AsyncGenerator<string> {
  let place = -1;
  for (;;) {
    const [part] = await run
      .select()
      .from(requestExportPart)
      .where(and(eq(requestExportPart.exportId, exportId), gt(requestExportPart.place, place)))
      .orderBy(asc(requestExportPart.place))
      .limit(1);
    if (part === undefined) return;
    place = part.place;
    yield Buffer.from(part.content).toString("utf8");
  }
}
