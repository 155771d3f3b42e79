import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import { listCredentials } from "@/db/queries/providers/list-credentials";
import { replaceCredentialValue } from "@/db/queries/providers/replace-credential-value";
import { updateProvider as updateProviderRow } from "@/db/queries/providers/update-provider";
import type { UpdateProviderInput } from "@/lib/admin-api/schemas/providers";
import { AdminError } from "@/lib/errors/admin-error";
import type { AdminContext, Work } from "../context";
import { defineChange } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { orNameTaken } from "../unique-violation";
import { adapterOf, checkSettings } from "./adapter-of";
import { checkBaseUrl, originOf } from "./base-url";
import { lockProvider } from "./locate-provider";
import { type SealedCredential, sealCredential } from "./seal-credential";
import { showProviderDetail } from "./show-provider";

type Input = UpdateProviderInput & { providerId: string };

interface PreparedUpdate {
  providerId: string;
  /** Null: the provider was not there when the update was prepared. */
  prepared: {
    seenBaseUrl: string;
    columns: Pick<ProviderRow, "name" | "baseUrl" | "settings" | "status">;
    credentials: SealedCredential[];
  } | null;
}

const writePrepared = defineChange({
  name: "providers.update",
  permission: "providers:write",
  policy: "enforced",
  kind: "provider",
  locate: lockProvider,
  async change(work, row: ProviderRow, { prepared }: PreparedUpdate) {
    if (prepared === null || prepared.seenBaseUrl !== row.baseUrl) throw changedMeanwhile();
    const { columns, credentials } = prepared;
    await resealAll(work, row, prepared);
    await orNameTaken(
      updateProviderRow(work.run, work.organizationId, { id: row.id, ...columns }),
      "provider_name",
      `A provider called "${columns.name}" exists already. Choose another name.`,
    );
    const result = await showProviderDetail(work, { ...row, ...columns });
    const before = { name: row.name, baseUrl: row.baseUrl, settings: row.settings, status: row.status };
    const replaced = credentials.map(({ id, last4, allowedOrigin, fingerprint }) => ({
      id,
      last4,
      allowedOrigin,
      fingerprint,
    }));
    const after = { ...columns, ...(replaced.length === 0 ? {} : { credentials: replaced }) };
    return { result, audit: { targetKind: "provider", targetId: row.id, before, after } };
  },
});

/** Changes a provider. Another origin is refused unless every credential is given again: each is sealed to its origin. */
export const updateProvider = preparedVerb(writePrepared, prepare);

async function prepare(context: AdminContext, input: Input): Promise<PreparedUpdate> {
  const { providerId } = input;
  const row = await findProvider(context.database.orm, context.actor.organizationId, { id: providerId });
  if (row === null) return { providerId, prepared: null };
  const adapter = adapterOf(row);
  const columns = {
    name: input.name ?? row.name,
    baseUrl: input.baseUrl === undefined ? row.baseUrl : checkBaseUrl(adapter, input.baseUrl),
    settings: input.settings === undefined ? row.settings : checkSettings(adapter, input.settings),
    status: input.status ?? row.status,
  };
  const allowedOrigin = originOf(columns.baseUrl);
  const credentials = await Promise.all(
    (input.credentials ?? []).map(({ id, apiKey }, index) =>
      sealCredential(context, adapter, { id, apiKey, allowedOrigin, path: `credentials.${index}.apiKey` }),
    ),
  );
  return { providerId, prepared: { seenBaseUrl: row.baseUrl, columns, credentials } };
}

async function resealAll(work: Work, row: ProviderRow, prepared: NonNullable<PreparedUpdate["prepared"]>) {
  const stored = await listCredentials(work.run, work.organizationId, [row.id]);
  const given = new Set(prepared.credentials.map((credential) => credential.id));
  const unknown = [...given].filter((id) => !stored.some((credential) => credential.id === id));
  if (unknown.length > 0)
    throw new AdminError("invalid_request", `${row.name} has no credential ${unknown.join(", ")}.`);
  const origin = originOf(prepared.columns.baseUrl);
  const missing = stored.filter((credential) => credential.allowedOrigin !== origin && !given.has(credential.id));
  if (missing.length > 0) {
    const names = missing.map((credential) => `"${credential.name}" (${credential.id})`).join(", ");
    throw new AdminError(
      "conflict",
      `Credentials may only be sent to the origin they were given for. To call ${origin}, give ${names} again in credentials, or delete them first.`,
    );
  }
  for (const credential of prepared.credentials) {
    await replaceCredentialValue(work.run, work.organizationId, credential);
  }
}

function changedMeanwhile(): AdminError {
  return new AdminError(
    "conflict",
    "Somebody else changed this provider at the same time. Look at it again and retry.",
  );
}
