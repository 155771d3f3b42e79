import type { RequestViewRow } from "@/db/queries/request-views/request-views";
import { listViews } from "@/lib/admin/request-views/list-views";
import { removeView } from "@/lib/admin/request-views/remove-view";
import { saveView } from "@/lib/admin/request-views/save-view";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/request-views";

const tag = "requests";

function view(row: RequestViewRow, actor: Actor): schemas.RequestView {
  const { id, name, query, shared, personId, personName, createdAt } = row;
  const owner = { id: personId, name: personName };
  return { id, name, query, shared, owner, mine: personId === personIdOf(actor), createdAt: createdAt.toISOString() };
}

export const requestViewsRoutes = [
  defineRoute({
    method: "get",
    path: "/request-views",
    tag,
    summary: "List saved views: your own, and those that others share",
    verb: listViews,
    input: () => undefined,
    answer: schemas.requestViewList,
    render: (rows, { actor }) => ({ items: rows.map((row) => view(row, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/request-views",
    tag,
    summary: "Save a view of the requests page",
    verb: saveView,
    body: schemas.saveRequestViewInput,
    input: ({ body }) => body,
    status: 201,
    answer: schemas.requestView,
    render: (row, { actor }) => view(row, actor),
  }),
  defineRoute({
    method: "delete",
    path: "/request-views/{viewId}",
    tag,
    summary: "Remove a view of your own",
    verb: removeView,
    params: schemas.requestViewParams,
    input: ({ params }) => ({ viewId: params.viewId }),
    answer: null,
  }),
];
