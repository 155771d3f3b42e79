import { addNoticeDestination } from "@/lib/admin/notices/add-notice-destination";
import { getNoticePreferences } from "@/lib/admin/notices/get-notice-preferences";
import { getNoticeSettings } from "@/lib/admin/notices/get-notice-settings";
import { listMyExpiring } from "@/lib/admin/notices/list-my-expiring";
import { listMyNotices } from "@/lib/admin/notices/list-my-notices";
import { listNoticeDeliveries } from "@/lib/admin/notices/list-notice-deliveries";
import { listNoticeDestinations } from "@/lib/admin/notices/list-notice-destinations";
import { readMyNotices } from "@/lib/admin/notices/read-my-notices";
import { removeNoticeDestination } from "@/lib/admin/notices/remove-notice-destination";
import { retryNoticeDelivery } from "@/lib/admin/notices/retry-notice-delivery";
import { rotateNoticeSecret } from "@/lib/admin/notices/rotate-notice-secret";
import { setNoticePreferences } from "@/lib/admin/notices/set-notice-preferences";
import { setNoticeSettings } from "@/lib/admin/notices/set-notice-settings";
import { testNoticeDestination } from "@/lib/admin/notices/test-notice-destination";
import { updateNoticeDestination } from "@/lib/admin/notices/update-notice-destination";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/notices";
import {
  expiringView,
  myNoticeView,
  noticeDeliveryView,
  noticeDestinationView,
  preferencesView,
} from "../views/notice-view";

const tag = "notices";

export const noticesRoutes = [
  defineRoute({
    method: "get",
    path: "/notice-destinations",
    tag,
    summary: "List where notices go, and what became of them there",
    verb: listNoticeDestinations,
    input: () => undefined,
    answer: schemas.noticeDestinationList,
    render: (rows, { actor }) => ({ items: rows.map((row) => noticeDestinationView(row, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/notice-destinations",
    tag,
    summary: "Tell a webhook, a Slack channel or a mail server of what happens",
    verb: addNoticeDestination,
    body: schemas.addNoticeDestinationInput,
    input: ({ body }) => body,
    status: 201,
    answer: schemas.noticeDestinationWithSecret,
    render: ({ destination, secret }, { actor }) => ({
      destination: noticeDestinationView(destination, actor),
      secret: secret?.reveal() ?? null,
      alreadyShown: false,
    }),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
  defineRoute({
    method: "patch",
    path: "/notice-destinations/{destinationId}",
    tag,
    summary: "Change what a destination listens to, its name or recipients, or pause it",
    verb: updateNoticeDestination,
    params: schemas.noticeDestinationParams,
    body: schemas.updateNoticeDestinationInput,
    input: ({ params, body }) => ({ ...body, ...params }),
    answer: schemas.noticeDestination,
    render: (row, { actor }) => noticeDestinationView(row, actor),
  }),
  defineRoute({
    method: "delete",
    path: "/notice-destinations/{destinationId}",
    tag,
    summary: "Send nothing there any more",
    verb: removeNoticeDestination,
    params: schemas.noticeDestinationParams,
    input: ({ params }) => params,
    answer: null,
  }),
  defineRoute({
    method: "post",
    path: "/notice-destinations/{destinationId}/test",
    tag,
    summary: "Send a test there now and show the answer",
    verb: testNoticeDestination,
    params: schemas.noticeDestinationParams,
    input: ({ params }) => params,
    answer: schemas.noticeTest,
  }),
  defineRoute({
    method: "post",
    path: "/notice-destinations/{destinationId}/secret",
    tag,
    summary: "Make another signing secret for a webhook; the one before signs too for a while",
    verb: rotateNoticeSecret,
    params: schemas.noticeDestinationParams,
    body: schemas.rotateNoticeSecretInput,
    input: ({ params, body }) => ({ ...params, overlapSeconds: body.overlapSeconds }),
    status: 201,
    answer: schemas.noticeDestinationWithSecret,
    render: ({ destination, secret }, { actor }) => ({
      destination: noticeDestinationView(destination, actor),
      secret: secret.reveal(),
      alreadyShown: false,
    }),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
  defineRoute({
    method: "get",
    path: "/notice-deliveries",
    tag,
    summary: "List what was sent where, newest first, and what came of it",
    verb: listNoticeDeliveries,
    query: schemas.listDeliveriesQuery,
    input: ({ query }) => ({
      destinationId: query.destination ?? null,
      state: query.state ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.noticeDeliveryPage,
    render: ({ items, nextCursor }, { actor }) => ({
      items: items.map((row) => noticeDeliveryView(row, actor)),
      nextCursor,
    }),
  }),
  defineRoute({
    method: "post",
    path: "/notice-deliveries/{deliveryId}/retry",
    tag,
    summary: "Try a delivery again at once",
    verb: retryNoticeDelivery,
    params: schemas.deliveryParams,
    input: ({ params }) => params,
    answer: schemas.noticeDelivery,
    render: (row, { actor }) => noticeDeliveryView(row, actor),
  }),
  defineRoute({
    method: "get",
    path: "/me/notices",
    tag: "me",
    summary: "List what you were told, newest first",
    verb: listMyNotices,
    query: schemas.listMyNoticesQuery,
    input: ({ query }) => ({
      onlyUnread: query.unread ?? false,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.myNoticePage,
    render: ({ items, ...page }) => ({ ...page, items: items.map(myNoticeView) }),
  }),
  defineRoute({
    method: "post",
    path: "/me/notices/read",
    tag: "me",
    summary: "Mark what you were told as seen",
    verb: readMyNotices,
    body: schemas.readNoticesInput,
    input: ({ body }) => body,
    answer: schemas.readNotices,
  }),
  defineRoute({
    method: "get",
    path: "/me/expiring",
    tag: "me",
    summary: "List what ends by itself soon: yours, of teams you lead, and the organization's if you run it",
    verb: listMyExpiring,
    input: () => undefined,
    answer: schemas.expiring,
    render: (things) => ({ items: things.map(expiringView) }),
  }),
  defineRoute({
    method: "get",
    path: "/me/notice-preferences",
    tag: "me",
    summary: "Show how you are mailed what you are told",
    verb: getNoticePreferences,
    input: () => undefined,
    answer: schemas.noticePreferences,
    render: preferencesView,
  }),
  defineRoute({
    method: "put",
    path: "/me/notice-preferences",
    tag: "me",
    summary: "Choose how you are mailed about some topics",
    description:
      "Topics that are left out stay as they are. What is critical or about security is always mailed at once.",
    verb: setNoticePreferences,
    body: schemas.setNoticePreferencesInput,
    input: ({ body }) => body,
    answer: schemas.noticePreferences,
    render: preferencesView,
  }),
  defineRoute({
    method: "get",
    path: "/notice-settings",
    tag,
    summary: "Show when ends that come near are told",
    verb: getNoticeSettings,
    input: () => undefined,
    answer: schemas.noticeSettings,
  }),
  defineRoute({
    method: "put",
    path: "/notice-settings",
    tag,
    summary: "Say when ends that come near are told",
    verb: setNoticeSettings,
    body: schemas.noticeSettings,
    input: ({ body }) => body,
    answer: schemas.noticeSettings,
  }),
];
