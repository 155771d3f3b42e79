import { hash } from "node:crypto";
import {
  countNaming,
  type ErasedCounts,
  eraseEndUser as eraseRows,
  hasOwnQuota,
  insertErasure,
} from "@/db/queries/erasures/erase-end-user";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { signDocument } from "@/lib/signed/sign-document";
import { auditActor } from "../audit-actor";
import type { AdminContext } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { preparedVerb } from "../prepared-verb";

/** What is signed: that an end user is gone, without saying who they were. */
export interface ErasureDocument {
  format: "gatehouse-erasure/1";
  id: string;
  organizationId: string;
  /** SHA-256 of the organization's id, a colon and the end user as callers named them: who knows the name can check. */
  subjectDigest: string;
  erasedAt: string;
  erasedBy: string;
  erased: ErasedCounts;
  /** Rows that still named them when it was over. */
  left: number;
}

interface Erase {
  endUser: string;
  seed: Buffer;
}

const erase = defineChange({
  name: "requests.erase_end_user",
  permission: "requests:erase",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { endUser, seed }: Erase) {
    const { organizationId } = work;
    // Its windows are compared with the ledger under that very name.
    if (await hasOwnQuota(work.run, organizationId, endUser))
      throw new AdminError("conflict", "A limit is set for exactly this end user. Archive it first, then erase them.");
    const id = newId("era");
    const erased = await eraseRows(work.run, { organizationId, endUser, pseudonym: `erased-${id.slice(4)}` });
    const { actorId } = auditActor(work.actor);
    const document: ErasureDocument = {
      format: "gatehouse-erasure/1",
      id,
      organizationId,
      subjectDigest: hash("sha256", `${organizationId}:${endUser}`, "hex"),
      erasedAt: work.now().toISOString(),
      erasedBy: actorId,
      erased,
      left: await countNaming(work.run, organizationId, endUser),
    };
    const signed = signDocument(document, seed);
    const { subjectDigest } = document;
    await insertErasure(work.run, { id, organizationId, erasedBy: actorId, subjectDigest, document: { ...signed } });
    const after = { subjectDigest, erased: { ...erased }, left: document.left };
    return { result: signed, audit: { targetKind: "erasure", targetId: id, before: null, after } };
  },
});

/** Erases one end user and gives the signed statement of it. The audit log knows them by a digest. */
export const eraseEndUser = preparedVerb(erase, withSeed);

async function withSeed({ keyring }: AdminContext, input: Omit<Erase, "seed">): Promise<Erase> {
  return { ...input, seed: await keyring.auditSigningSeed() };
}
