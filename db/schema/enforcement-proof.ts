import { boolean, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

/** One cell of the matrix: a control tried through a route. `expected` and `seen` are what the caller meets, in words. */
export interface ProofCell {
  route: string;
  streamed: boolean;
  control: string;
  passed: boolean;
  expected: string;
  seen: string;
  requestIds: string[];
  durationMs: number;
}

/** One run of the proof of enforcement: real calls, what they met, signed with a key of this installation. */
export const enforcementProof = pgTable(
  "enforcement_proof",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    /** Null while it runs. */
    passed: boolean("passed"),
    cells: jsonb("cells").$type<ProofCell[]>().notNull().default([]),
    /** Ed25519 over the canonical JSON of everything above, base64url, and the public key it verifies with. */
    signature: text("signature"),
    publicKey: text("public_key"),
    requestedBy: text("requested_by").references(() => person.id),
  },
  (table) => [index("enforcement_proof_time").on(table.organizationId, table.startedAt.desc())],
);
