import { z } from "zod";
import { instant, usd } from "./fields";
import { pageQuery, search } from "./page";
import { requestSummary } from "./requests";
import { idOf } from "./text";

/** What the calls of a group took together, in the span that was asked for. */
const groupSums = z.object({
  firstSeen: instant,
  lastSeen: instant,
  requests: z.int(),
  refused: z.int(),
  failed: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costUsd: usd,
  unpricedRequests: z.int().meta({ description: "Calls whose cost is unknown, and not in `costUsd`." }),
});

export const requestSession = groupSums
  .extend({
    sessionId: z.string().meta({ example: "run-42" }),
    endUser: z.string().nullable().meta({ description: "The latest that was named." }),
    key: z.object({ id: z.string(), name: z.string() }).nullable(),
    isCut: z.boolean().meta({ description: "It has more calls; the latest 2000 are added up." }),
  })
  .meta({ id: "RequestSession" });

export const endUser = groupSums
  .extend({ endUser: z.string().meta({ description: "As the caller named them; the first 200 characters." }) })
  .meta({ id: "EndUser" });

const searched = {
  nextCursor: z.string().nullable(),
  searchedTo: instant.nullable().meta({
    description: "A search that took its time says how far back it looked; `nextCursor` goes on from there.",
  }),
};

export const requestSessionPage = z
  .object({ items: z.array(requestSession), ...searched })
  .meta({ id: "RequestSessionPage" });
export const endUserPage = z.object({ items: z.array(endUser), ...searched }).meta({ id: "EndUserPage" });

export const requestSessionDetail = z
  .object({
    session: requestSession,
    /** The calls, the first first. */
    items: z.array(requestSummary),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "RequestSessionDetail" });

const groupQuery = pageQuery.extend({
  from: instant.optional().meta({ description: "Left out: 30 days before the end." }),
  to: instant.optional(),
  teamId: idOf("team").optional(),
  projectId: idOf("prj").optional(),
  keyId: idOf("key").optional(),
  search: search.optional().meta({ description: "Part of the name, in any case." }),
});

export const endUserQuery = groupQuery;
export const requestSessionQuery = groupQuery.extend({
  endUser: z.string().max(4096).optional().meta({ description: "Exactly as the caller named them." }),
});
export const requestSessionDetailQuery = pageQuery.extend({
  sessionId: z.string().min(1).max(120).meta({ description: "Exactly as the caller named it." }),
});

export type RequestSession = z.infer<typeof requestSession>;
export type EndUser = z.infer<typeof endUser>;
export type RequestSessionPage = z.infer<typeof requestSessionPage>;
export type EndUserPage = z.infer<typeof endUserPage>;
export type RequestSessionDetail = z.infer<typeof requestSessionDetail>;
export type RequestSessionFilter = z.output<typeof requestSessionQuery>;
export type RequestSessionQuery = z.input<typeof requestSessionQuery>;
export type EndUserFilter = z.output<typeof endUserQuery>;
export type EndUserQuery = z.input<typeof endUserQuery>;
export type RequestSessionDetailFilter = z.output<typeof requestSessionDetailQuery>;
