import { chatCompletions } from "./chat-completions";
import { plainRead } from "./plain-read";
import type { RouteSample } from "./route-sample";

/** By the route's method and path in lib/gateway/routes.ts. A route that is missing here appears in the matrix and fails. */
export const SAMPLES: Readonly<Record<string, RouteSample>> = {
  "POST /chat/completions": chatCompletions,
  "GET /models": plainRead(() => "/models"),
  "GET /models/": plainRead(({ model }) => `/models/${model}`),
  "GET /me": plainRead(() => "/me"),
};
