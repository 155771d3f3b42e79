import { type ApiTokenRow, listApiTokens as listTokenRows } from "@/db/queries/api-tokens/list-api-tokens";
import { personIdOf } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { defineRead, inOrganization } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";

interface ListApiTokens {
  /** Everybody's instead of one's own. */
  everyone: boolean;
  cursor: string | null;
  limit: number;
}

/** One's own API tokens or, for who may see them, everybody's; newest first. */
export const listApiTokens = defineRead({
  name: "api_tokens.list",
  permission: "api_tokens:read",
  locate: inOrganization,
  async read(work, _target, { everyone, cursor, limit }: ListApiTokens): Promise<Page<ApiTokenRow>> {
    if (everyone) authorize(work.actor, "api_tokens:read_all", { kind: "organization" });
    const rows = await listTokenRows(work.run, work.organizationId, {
      personId: everyone ? null : (personIdOf(work.actor) ?? ""),
      after: cursor === null ? null : (readCursor(cursor, 1)[0] ?? null),
      limit,
    });
    return pageOf(rows, limit, (token) => [token.id]);
  },
});
