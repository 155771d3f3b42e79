import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { person, signInLink } from "@/db/schema";
import type { Runner } from "../runner";

/** A link for one person, good once and for 30 minutes by the database's clock. Gives its end. */
export async function insertSignInLink(
  run: Runner,
  link: { id: string; personId: string; tokenDigest: Uint8Array },
): Promise<{ expiresAt: Date }> {
  const [row] = await run
    .insert(signInLink)
    .values({ ...link, expiresAt: sql`now() + interval '30 minutes'` })
    .returning({ expiresAt: signInLink.expiresAt });
  if (row === undefined) throw new Error("an insert gave no row back");
  return row;
}

/** Uses the link with this digest up; null when there is none, it was used, or it is over. Of two at once only one succeeds. */
export async function consumeSignInLink(run: Runner, tokenDigest: Uint8Array): Promise<{ personId: string } | null> {
  const [row] = await run
    .update(signInLink)
    .set({ usedAt: sql`now()` })
    .where(
      and(eq(signInLink.tokenDigest, tokenDigest), isNull(signInLink.usedAt), gt(signInLink.expiresAt, sql`now()`)),
    )
    .returning({ personId: signInLink.personId });
  return row ?? null;
}

/** A link by its digest, good or not, and its person; null when there is none. */
export async function findSignInLink(
  run: Runner,
  tokenDigest: Uint8Array,
): Promise<{ id: string; usedAt: Date | null; isOver: boolean; person: typeof person.$inferSelect } | null> {
  const { id, usedAt, expiresAt } = signInLink;
  const [row] = await run
    .select({ id, usedAt, isOver: sql<boolean>`${expiresAt} <= now()`, person })
    .from(signInLink)
    .innerJoin(person, eq(person.id, signInLink.personId))
    .where(eq(signInLink.tokenDigest, tokenDigest))
    .limit(1);
  return row ?? null;
}

/** Somebody who signs in, if they are active, and then until the transaction ends: whoever shuts them out meanwhile finds their session. */
export async function holdActivePerson(run: Runner, personId: string): Promise<typeof person.$inferSelect | null> {
  const [row] = await run
    .select()
    .from(person)
    .where(and(eq(person.id, personId), eq(person.status, "active")))
    .for("no key update");
  return row ?? null;
}
