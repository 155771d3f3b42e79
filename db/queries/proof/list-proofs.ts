import { and, desc, eq, getTableColumns, lt, type SQL, sql } from "drizzle-orm";
import { enforcementProof, person } from "@/db/schema";
import type { Runner } from "../runner";

const { cells: _cells, document: _document, ...LIGHT } = getTableColumns(enforcementProof);

const SUMMARY = {
  ...LIGHT,
  requesterName: person.name,
  done: sql<number>`jsonb_array_length(${enforcementProof.cells})`.mapWith(Number),
  red: sql<number>`(select count(*)::int from jsonb_array_elements(${enforcementProof.cells}) c
    where not (c->>'passed')::boolean)`.mapWith(Number),
};

/** A run without its cells. */
export type ProofRow = Omit<typeof enforcementProof.$inferSelect, "cells" | "document"> & {
  requesterName: string | null;
  /** Cells tried so far, and how many of them failed. */
  done: number;
  red: number;
};

/** Runs, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listProofs(
  run: Runner,
  organizationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<ProofRow[]> {
  return await summaries(run, [
    eq(enforcementProof.organizationId, organizationId),
    ...(before === null ? [] : [lt(sql`${enforcementProof.id} collate "C"`, before)]),
  ]).limit(limit + 1);
}

/** One run with its cells and its document; null when the organization has none with this id. */
export async function findProof(
  run: Runner,
  organizationId: string,
  proofId: string,
): Promise<(ProofRow & Pick<typeof enforcementProof.$inferSelect, "cells" | "document">) | null> {
  const [row] = await run
    .select({ ...SUMMARY, cells: enforcementProof.cells, document: enforcementProof.document })
    .from(enforcementProof)
    .leftJoin(person, eq(person.id, enforcementProof.requestedBy))
    .where(and(eq(enforcementProof.organizationId, organizationId), eq(enforcementProof.id, proofId)))
    .limit(1);
  return row ?? null;
}

function summaries(run: Runner, conditions: SQL[]) {
  return run
    .select(SUMMARY)
    .from(enforcementProof)
    .leftJoin(person, eq(person.id, enforcementProof.requestedBy))
    .where(and(...conditions))
    .orderBy(desc(sql`${enforcementProof.id} collate "C"`));
}
