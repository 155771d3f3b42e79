import { getShare } from "@/lib/admin/playground/get-share";
import { listShares } from "@/lib/admin/playground/list-shares";
import { removeShare } from "@/lib/admin/playground/remove-share";
import { runPlayground } from "@/lib/admin/playground/run-playground";
import { shareConversation } from "@/lib/admin/playground/share-conversation";
import { defineRoute } from "../define-route";
import { defineStream } from "../define-stream";
import { relayChat } from "../relay-chat";
import * as schemas from "../schemas/playground";
import { shareDetailView, shareView } from "../views/playground-view";

const tag = "playground";
const MEGABYTE = 1024 * 1024;

export const playgroundRoutes = [
  defineStream({
    path: "/playground/runs",
    tag,
    summary: "Call a model as the caller, through the gateway, and answer its stream",
    description:
      "The call is made with a short-lived virtual key of the caller's in the project, so every limit and record applies. Events are those of Chat Completions; a refusal of the gateway is one event with its error.",
    verb: runPlayground,
    body: schemas.playgroundRunInput,
    bodyLimitBytes: 16 * MEGABYTE,
    input: ({ body }) => ({
      projectId: body.projectId,
      model: body.model,
      system: body.system,
      messages: body.messages,
      tools: body.tools,
      toolChoice: body.toolChoice,
      parameters: body.parameters,
    }),
    render: (run, { playground }) => relayChat(run, playground),
  }),
  defineRoute({
    method: "get",
    path: "/playground/shares",
    tag,
    summary: "List conversations shared in the teams you see, newest first",
    verb: listShares,
    input: () => undefined,
    answer: schemas.playgroundShareList,
    render: (rows, { actor }) => ({ items: rows.map((row) => shareView(row, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/playground/shares",
    tag,
    summary: "Share a conversation with everybody who sees the project",
    verb: shareConversation,
    body: schemas.shareConversationInput,
    bodyLimitBytes: 4 * MEGABYTE,
    input: ({ body }) => ({ projectId: body.projectId, title: body.title, content: body.content }),
    status: 201,
    answer: schemas.playgroundShare,
    render: (row, { actor }) => shareView(row, actor),
  }),
  defineRoute({
    method: "get",
    path: "/playground/shares/{shareId}",
    tag,
    summary: "Show a shared conversation",
    verb: getShare,
    params: schemas.shareParams,
    input: ({ params }) => ({ shareId: params.shareId }),
    answer: schemas.playgroundShareDetail,
    render: (row, { actor }) => shareDetailView(row, actor),
  }),
  defineRoute({
    method: "delete",
    path: "/playground/shares/{shareId}",
    tag,
    summary: "Take a shared conversation away",
    verb: removeShare,
    params: schemas.shareParams,
    input: ({ params }) => ({ shareId: params.shareId }),
    answer: null,
  }),
];
