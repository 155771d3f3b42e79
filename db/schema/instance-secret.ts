import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";

/** A random secret of this installation (the pepper of every digest), kept only wrapped by the key-encryption key named in `kekId`. */
export const instanceSecret = pgTable(
  "instance_secret",
  {
    name: text("name").notNull(),
    version: integer("version").notNull(),
    kekId: text("kek_id").notNull(),
    wrapped: bytes("wrapped").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);
