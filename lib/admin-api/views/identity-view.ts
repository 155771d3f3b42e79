import type { IdentityRow } from "@/db/queries/sign-in/identities";
import type { Identity } from "../schemas/person-access";

/** Who somebody is at a provider, as the API shows it; never what the provider said beyond the address. */
export function identityView(identity: IdentityRow): Identity {
  return {
    id: identity.id,
    issuer: identity.issuer,
    subject: identity.subject,
    email: identity.email,
    createdAt: identity.createdAt.toISOString(),
    lastUsedAt: identity.lastUsedAt.toISOString(),
  };
}
