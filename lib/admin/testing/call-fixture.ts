import { project, virtualKey } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import { newPublicId } from "@/lib/crypto/virtual-key";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import type { AdminFixture } from "./admin-fixture";

/** Where a call of a test belongs. */
export interface CallPlace {
  teamId: string;
  projectId: string;
  keyId: string;
}

/** A team with a project with a key, all called `name`. */
export async function newPlace(fixture: AdminFixture, name: string): Promise<CallPlace> {
  const { organizationId, database } = fixture;
  const teamId = await fixture.newTeam(name);
  const projectId = newId("prj");
  const keyId = newId("key");
  await database.orm.insert(project).values({ id: projectId, organizationId, teamId, name });
  const row = { id: keyId, organizationId, projectId, publicId: newPublicId(), name, allowedModels: ["*"] };
  await database.orm.insert(virtualKey).values(row);
  return { teamId, projectId, keyId };
}

/** Writes calls with the ledger that writes real ones; what is not given went well. */
export async function recordCalls(
  fixture: Pick<AdminFixture, "database" | "organizationId">,
  calls: readonly Partial<ClosedExchange>[],
): Promise<void> {
  const troubles: unknown[] = [];
  const ledger = createLedger({ sql: fixture.database.sql, spoolRoot: null, onError: (error) => troubles.push(error) });
  for (const call of calls) {
    ledger.append(closedExchange({ organizationId: fixture.organizationId, ...call }));
  }
  await ledger.close();
  if (ledger.lost > 0) throw new Error(`calls were lost: ${String(troubles[0])}`);
}
