import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** `locate` for a read of one provider. */
export async function locateProvider(work: Work, input: { providerId: string }): Promise<Located<ProviderRow> | null> {
  return located(await findProvider(work.run, work.organizationId, { id: input.providerId }));
}

/** `locate` for a change: nobody else changes the provider, its credentials or its prices meanwhile. */
export async function lockProvider(work: Work, input: { providerId: string }): Promise<Located<ProviderRow> | null> {
  return located(await findProvider(work.run, work.organizationId, { id: input.providerId, locked: true }));
}

function located(row: ProviderRow | null): Located<ProviderRow> | null {
  return row === null ? null : { target: row, scope: { kind: "organization" } };
}
