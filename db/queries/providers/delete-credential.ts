import { and, eq } from "drizzle-orm";
import { credential } from "@/db/schema";
import type { Runner } from "../runner";

export async function deleteCredential(run: Runner, organizationId: string, id: string): Promise<void> {
  await run.delete(credential).where(and(eq(credential.organizationId, organizationId), eq(credential.id, id)));
}
