import type { AliasRow } from "@/db/queries/aliases/list-aliases";
import { createAlias } from "@/lib/admin/aliases/create-alias";
import { listAliases } from "@/lib/admin/aliases/list-aliases";
import { removeAlias } from "@/lib/admin/aliases/remove-alias";
import { updateAlias } from "@/lib/admin/aliases/update-alias";
import type { AdminContext } from "@/lib/admin/context";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/aliases";
import { aliasView } from "../views/alias-view";

const tag = "models";
const answer = schemas.alias;
const render = (row: AliasRow, context: AdminContext) => aliasView(row, context.actor);

export const aliasesRoutes = [
  defineRoute({
    method: "get",
    path: "/aliases",
    tag,
    summary: "List other names for models: the organization's, and those of projects you may see",
    verb: listAliases,
    query: schemas.listAliasesQuery,
    input: ({ query }) => ({ projectId: query.projectId ?? null }),
    answer: schemas.aliasList,
    render: (items, { actor }) => ({ items: items.map((row) => aliasView(row, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/aliases",
    tag,
    summary: "Give a model another name, in one project or in all",
    description: "A project's alias goes before the organization's, both before models. It opens no model to any key.",
    verb: createAlias,
    body: schemas.createAliasInput,
    input: ({ body }) => ({ projectId: body.projectId ?? null, name: body.name, model: body.model }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/aliases/{aliasId}",
    tag,
    summary: "Make an alias stand for another model",
    verb: updateAlias,
    params: schemas.aliasParams,
    body: schemas.updateAliasInput,
    input: ({ params: { aliasId }, body: { model } }) => ({ aliasId, model }),
    answer,
    render,
  }),
  defineRoute({
    method: "delete",
    path: "/aliases/{aliasId}",
    tag,
    summary: "Remove an alias",
    verb: removeAlias,
    params: schemas.aliasParams,
    input: ({ params: { aliasId } }) => ({ aliasId }),
    answer: null,
  }),
];
