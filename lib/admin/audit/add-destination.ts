import { type DestinationRow, insertDestination } from "@/db/queries/audit-evidence/destinations";
import type { AddDestinationInput } from "@/lib/admin-api/schemas/audit-evidence";
import { fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import { Secret } from "@/lib/crypto/secret";
import { mintWebhookSecret } from "@/lib/webhooks/sign-webhook";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { destinationBinding } from "./destination-binding";

interface PlannedDestination {
  kind: DestinationRow["kind"];
  settings: Record<string, string>;
  secret: { value: Secret; origin: string } | null;
}

/** A place that every later checkpoint goes to. A webhook's signing secret is made here, and is in this result alone. */
export const addDestination = defineChange({
  name: "audit.add_destination",
  permission: "audit:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: AddDestinationInput) {
    const planned = planDestination(input);
    const id = newId("dst");
    const { kind, settings, secret } = planned;
    await insertDestination(work.run, {
      id,
      organizationId: work.organizationId,
      kind,
      name: input.name,
      settings,
      ...(await sealFor(work, id, secret)),
    });
    const fingerprint = secret === null ? {} : { secret: fingerprintOf(secret.value.reveal(), work.keyring.pepper) };
    return {
      result: { id, kind, name: input.name, settings, secret: kind === "webhook" ? (secret?.value ?? null) : null },
      audit: {
        targetKind: "audit_destination",
        targetId: id,
        before: null,
        after: { kind, name: input.name, ...settings, ...fingerprint },
      },
    };
  },
});

function planDestination(input: AddDestinationInput): PlannedDestination {
  switch (input.kind) {
    case "file":
      return { kind: "file", settings: {}, secret: null };
    case "webhook": {
      const value = mintWebhookSecret();
      return { kind: "webhook", settings: { url: input.url }, secret: { value, origin: new URL(input.url).origin } };
    }
    case "object_store": {
      const { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey } = input;
      const settings = { endpoint: new URL(endpoint).origin, region, bucket, prefix, accessKeyId };
      return {
        kind: "object_store",
        settings,
        secret: { value: new Secret(secretAccessKey), origin: settings.endpoint },
      };
    }
  }
}

async function sealFor(work: Work, id: string, secret: PlannedDestination["secret"]) {
  if (secret === null) return { sealed: null, allowedOrigin: null };
  const binding = destinationBinding(work.organizationId, { id, allowedOrigin: secret.origin });
  return { sealed: await work.keyring.seal(secret.value, binding), allowedOrigin: secret.origin };
}
