import { type ApiTokenRow, findApiToken } from "@/db/queries/api-tokens/list-api-tokens";
import { personIdOf } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

const EVERYWHERE = { kind: "organization" } as const;

/** `locate` for verbs on one API token: one's own, or anybody's for who may see them all. */
export async function locateApiToken(work: Work, input: { apiTokenId: string }): Promise<Located<ApiTokenRow> | null> {
  const token = await findApiToken(work.run, work.organizationId, input.apiTokenId);
  const visible = token?.personId === personIdOf(work.actor) || may(work.actor, "api_tokens:read_all", EVERYWHERE);
  return token && visible ? { target: token, scope: EVERYWHERE } : null;
}

/** The token again, after a change. */
export async function readApiToken(work: Work, tokenId: string): Promise<ApiTokenRow> {
  const token = await findApiToken(work.run, work.organizationId, tokenId);
  if (token === null) throw notFound("API token");
  return token;
}
