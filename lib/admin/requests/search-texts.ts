import type { RequestPage, RequestTextFilter } from "@/lib/admin-api/schemas/requests";
import { teamsWith } from "@/lib/auth/authorize";
import type { AdminContext } from "../context";
import { anywhere, defineSensitiveRead } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { findPage } from "./find-page";
import { readFilter } from "./read-filter";

interface Searched {
  input: RequestTextFilter;
  page: RequestPage;
}

const noteSearch = defineSensitiveRead({
  name: "requests.search_text",
  permission: "requests:reveal",
  locate: anywhere,
  async read(_work, _target, { page }: Searched): Promise<RequestPage> {
    return page;
  },
  note: (_target, { input: { limit: _limit, cursor: _cursor, ...asked } }) => ({
    targetKind: "request",
    targetId: "request_text",
    before: null,
    after: asked,
  }),
});

/** Calls in which something was said. Where it was said is a hint at what was, so a search is in the audit log as a look is. */
export const searchTexts = preparedVerb(noteSearch, search);

async function search(context: AdminContext, input: RequestTextFilter): Promise<Searched> {
  const { actor } = context;
  const teams = teamsWith(actor, "requests:reveal");
  const scope = { organizationId: actor.organizationId, teamIds: teams === "all" ? null : teams };
  const filter = { ...readFilter(input), words: input.words };
  return { input, page: await findPage(context, scope, { filter, cursor: input.cursor, limit: input.limit }) };
}
