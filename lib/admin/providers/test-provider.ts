import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import { findSealedCredential } from "@/db/queries/providers/find-sealed-credential";
import { listCredentials } from "@/db/queries/providers/list-credentials";
import { recordCredentialTest } from "@/db/queries/providers/record-credential-test";
import type { ConnectionTest, TestProviderInput } from "@/lib/admin-api/schemas/providers";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import type { Secret } from "@/lib/crypto/secret";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import { AppError } from "@/lib/errors/app-error";
import type { AdminContext } from "../context";
import { defineChange } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { adapterOf } from "./adapter-of";
import { credentialNeedOf } from "./adapter-summary";
import { lockProvider } from "./locate-provider";
import { type ProbeResult, probe } from "./probe";

type Input = TestProviderInput & { providerId: string };

interface PreparedTest {
  providerId: string;
  credentialId: string | null;
  result: ProbeResult;
}

const recordPrepared = defineChange({
  name: "providers.test",
  permission: "providers:write",
  policy: "not_enforced",
  kind: "provider",
  locate: lockProvider,
  async change(work, provider: ProviderRow, { credentialId, result }: PreparedTest) {
    const { ok, detail } = result;
    if (credentialId !== null) await recordCredentialTest(work.run, work.organizationId, { credentialId, ok, detail });
    const test: ConnectionTest = { ...result, testedAt: work.now().toISOString(), credentialId };
    return {
      result: test,
      audit: { targetKind: "provider", targetId: provider.id, before: null, after: { credentialId, ok, detail } },
    };
  },
});

/** Asks the provider for something that costs nothing and keeps what it said. A failing test is a result, not an error. */
export const testProvider = preparedVerb(recordPrepared, prepare);

async function prepare(context: AdminContext, input: Input): Promise<PreparedTest> {
  const run = context.database.orm;
  const provider = await findProvider(run, context.actor.organizationId, { id: input.providerId });
  if (provider === null) throw notFound("provider");
  const adapter = adapterOf(provider);
  if (adapter.buildProbe === undefined) throw new AdminError("conflict", `${adapter.title} has no connection test.`);
  const credentialId = await chooseCredential(context, provider, input.credentialId);
  if (credentialId === null && credentialNeedOf(adapter) === "required") {
    throw new AdminError("conflict", `${provider.name} has no credential yet. Add one, then test.`);
  }
  const credential = credentialId === null ? null : await open(context, provider, credentialId);
  if (credential === "unopenable") return { providerId: provider.id, credentialId, result: UNOPENABLE };
  const { name, baseUrl, settings } = provider;
  const target = { name, baseUrl, settings, credential, poolKey: `probe:${credentialId ?? provider.id}` };
  return { providerId: provider.id, credentialId, result: await probe(context.egress, adapter, target) };
}

async function chooseCredential(context: AdminContext, provider: ProviderRow, asked: string | undefined) {
  const rows = await listCredentials(context.database.orm, context.actor.organizationId, [provider.id]);
  if (asked === undefined) return rows[0]?.id ?? null;
  if (!rows.some((row) => row.id === asked)) throw notFound("credential");
  return asked;
}

const UNOPENABLE: ProbeResult = {
  ok: false,
  detail:
    "The stored credential cannot be opened with this GATEHOUSE_SECRET. Replace the credential, or start with the secret it was sealed under.",
  status: null,
  durationMs: 0,
};

async function open(
  context: AdminContext,
  provider: ProviderRow,
  credentialId: string,
): Promise<Secret | "unopenable"> {
  const { organizationId } = context.actor;
  const row = await findSealedCredential(context.database.orm, organizationId, {
    providerId: provider.id,
    credentialId,
  });
  if (row === null) throw notFound("credential");
  try {
    return await context.keyring.unseal(row.sealed, credentialBinding(organizationId, row));
  } catch (error) {
    if (error instanceof AppError && error.code === "credential_unavailable") return "unopenable";
    throw error;
  }
}
