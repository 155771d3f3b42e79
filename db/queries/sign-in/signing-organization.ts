import { asc, sql } from "drizzle-orm";
import { organization } from "@/db/schema";
import type { Runner } from "../runner";

/** The organization people sign in to: a deployment serves one, the first. */
export async function findSigningOrganization(run: Runner): Promise<string> {
  const [row] = await run
    .select({ id: organization.id })
    .from(organization)
    .orderBy(asc(organization.createdAt), asc(organization.id))
    .limit(1);
  if (row === undefined) throw new Error("there is no organization to sign in to");
  return row.id;
}

/** The same; it holds off every other sign-in until the transaction ends, so that two browsers of somebody new make one person. */
export async function lockSigningOrganization(run: Runner): Promise<string> {
  const id = await findSigningOrganization(run);
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended('sign-in:' || ${id}, 0))`);
  return id;
}
