import { and, eq } from "drizzle-orm";
import { provider } from "@/db/schema";
import type { Runner } from "../runner";

/** Writes the given columns; the caller holds the row's lock. */
export async function updateProvider(
  run: Runner,
  organizationId: string,
  row: { id: string; name: string; baseUrl: string; settings: Record<string, unknown>; status: "active" | "disabled" },
): Promise<void> {
  const { id, ...columns } = row;
  await run
    .update(provider)
    .set(columns)
    .where(and(eq(provider.organizationId, organizationId), eq(provider.id, id)));
}
