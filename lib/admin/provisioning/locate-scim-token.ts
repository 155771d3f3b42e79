import { findScimToken, insertScimToken, type ScimTokenRow } from "@/db/queries/provisioning/scim-tokens";
import { personIdOf } from "@/lib/auth/actor";
import { mintScimToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** A token at the one moment it can be shown. */
export interface NewScimToken {
  scimToken: ScimTokenRow;
  secret: Secret;
}

/** `locate` for verbs on one SCIM token. */
export async function locateScimToken(
  work: Work,
  input: { scimTokenId: string },
): Promise<Located<ScimTokenRow> | null> {
  const token = await findScimToken(work.run, work.organizationId, input.scimTokenId);
  return token && { target: token, scope: { kind: "organization" } };
}

/** The token again, after a change. */
export async function readScimToken(work: Work, tokenId: string): Promise<ScimTokenRow> {
  const token = await findScimToken(work.run, work.organizationId, tokenId);
  if (token === null) throw notFound("SCIM token");
  return token;
}

/** Makes a token and keeps its digest. */
export async function issueScimToken(work: Work, name: string): Promise<NewScimToken> {
  const secret = mintScimToken();
  const id = newId("sct");
  await insertScimToken(work.run, {
    id,
    organizationId: work.organizationId,
    name,
    digest: digestToken(secret.reveal(), work.keyring.pepper),
    last4: secret.reveal().slice(-4),
    createdBy: personIdOf(work.actor),
  });
  return { scimToken: await readScimToken(work, id), secret };
}
