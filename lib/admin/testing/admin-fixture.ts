import { randomBytes } from "node:crypto";
import { type Database, openDatabase } from "@/db/client";
import { organization, person, team } from "@/db/schema";
import { freshDatabase } from "@/db/testing/fresh-database";
import type { Actor, PersonActor } from "@/lib/auth/actor";
import type { OrganizationRole, TeamRole } from "@/lib/auth/permissions";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { newId } from "@/lib/crypto/new-id";
import { Secret } from "@/lib/crypto/secret";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createMailEgress } from "@/lib/egress/mail-egress";
import { withSimulated } from "@/lib/egress/with-simulated";
import { respond } from "@/lib/providers/simulated/respond";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import type { AdminContext } from "../context";
import type { Verb } from "../define-verb";
import { NOBODY_WATCHES } from "../requests/watch-contract";

/** A migrated database with one organization, and what verbs need to run on it. */
export interface AdminFixture {
  database: Database;
  keyring: Keyring;
  organizationId: string;
  /** A new person with this role, and these roles in teams. */
  personWith(role: OrganizationRole, teams?: Record<string, TeamRole>): Promise<PersonActor>;
  newTeam(name: string): Promise<string>;
  contextOf(actor: Actor): AdminContext;
  /** Runs a verb as an actor. */
  run<Input, Result>(actor: Actor, verb: Verb<Input, Result>, input: Input): Promise<Result>;
  close(): Promise<void>;
}

/** `allow`: hosts of test servers that may be called although they are local. */
export async function openAdminFixture(options: { allow?: string[] } = {}): Promise<AdminFixture> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  const organizationId = newId("org");
  await database.orm.insert(organization).values({ id: organizationId, name: "Test" });
  const keyring = await openKeyring(database, { current: new Secret(randomBytes(32).toString("hex")), previous: null });
  const egress = withSimulated(createHttpEgress({ allow: options.allow ?? [] }), respond);
  const quotas = createQuotaEngine({ sql: database.sql, processId: newId("lse") });
  const contextOf = (actor: Actor): AdminContext => ({
    database,
    keyring,
    egress,
    mail: createMailEgress({ allow: options.allow ?? [] }),
    publicUrl: "https://gate.example.com",
    quotas,
    now: () => new Date(),
    oidc: null,
    playground: { send: () => Promise.reject(new Error("these verbs call no model")), secrets: new Map() },
    live: NOBODY_WATCHES,
    actor,
    requestId: newId("req"),
    clientAddress: "192.0.2.1",
  });
  return {
    database,
    keyring,
    organizationId,
    contextOf,
    async personWith(role, teams = {}) {
      const personId = newId("per");
      const email = `${personId}@example.com`;
      await database.orm.insert(person).values({ id: personId, organizationId, email, name: role, role });
      const via = { kind: "session", sessionId: "ses_test" } as const;
      return {
        kind: "person",
        organizationId,
        personId,
        name: role,
        email,
        role,
        teams: new Map(Object.entries(teams)),
        via,
      };
    },
    async newTeam(name) {
      const id = newId("team");
      await database.orm.insert(team).values({ id, organizationId, name });
      return id;
    },
    run: (actor, verb, input) => verb.run(contextOf(actor), () => input),
    async close() {
      await quotas.close();
      await egress.close();
      await database.close();
      await fresh.close();
    },
  };
}
