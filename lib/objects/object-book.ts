import type { Database } from "@/db/client";
import { addObjects } from "@/db/queries/objects/add-objects";
import { deleteObject } from "@/db/queries/objects/delete-object";
import { findObjects } from "@/db/queries/objects/find-objects";
import type { ObjectBook, ObjectOwner } from "./contract";

/** Ids this process noted last: enough for what is asked for while it is still being written. */
const REMEMBERED = 10_000;

/** The book over Postgres. */
export function openObjectBook(database: Pick<Database, "sql">): ObjectBook {
  const noted = new Map<string, ObjectOwner>();

  function remember(ids: readonly string[], owner: ObjectOwner): void {
    for (const id of ids) {
      noted.delete(id);
      noted.set(id, owner);
    }
    for (const oldest of noted.keys()) {
      if (noted.size <= REMEMBERED) return;
      noted.delete(oldest);
    }
  }

  return {
    async note(ids, owner) {
      remember(ids, owner);
      const added = new Set(await addObjects(database.sql, ids, owner));
      // What was noted before may be somebody else's: then only the table knows.
      for (const id of ids) if (!added.has(id)) noted.delete(id);
    },
    async find(ids) {
      const found = new Map<string, ObjectOwner>();
      for (const id of ids) {
        const owner = noted.get(id);
        if (owner !== undefined) found.set(id, owner);
      }
      const others = ids.filter((id) => !found.has(id));
      for (const { id, ...owner } of await findObjects(database.sql, others)) found.set(id, owner);
      return found;
    },
    async forget(id) {
      noted.delete(id);
      await deleteObject(database.sql, id);
    },
  };
}
