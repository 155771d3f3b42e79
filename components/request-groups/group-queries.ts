import { infiniteQueryOptions } from "@tanstack/react-query";
import { getRequestSession, listEndUsers, listRequestSessions } from "@/lib/admin-api/client/request-groups";
import { RECENT_PRESETS, resolveRange, type TimeRange } from "../ui/time-range";

const PAGE_SIZE = 50;
const CALLS = 100;

/** What a list of groups shows. */
export interface GroupView {
  range: TimeRange;
  search: string;
  endUser?: string;
}

function queryOf({ range, search, endUser }: GroupView, cursor: string) {
  const span = resolveRange(range, RECENT_PRESETS, Date.now());
  return {
    ...span,
    limit: PAGE_SIZE,
    ...(search ? { search } : {}),
    ...(endUser ? { endUser } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

export const sessionsQuery = (view: GroupView) =>
  infiniteQueryOptions({
    queryKey: ["requests", "sessions", view],
    queryFn: ({ pageParam, signal }) => listRequestSessions(queryOf(view, pageParam), signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

export const endUsersQuery = (view: GroupView) =>
  infiniteQueryOptions({
    queryKey: ["requests", "end-users", view],
    queryFn: ({ pageParam, signal }) => listEndUsers(queryOf(view, pageParam), signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** One session and its calls, the first first. */
export const sessionQuery = (sessionId: string) =>
  infiniteQueryOptions({
    queryKey: ["requests", "session", sessionId],
    queryFn: ({ pageParam, signal }) =>
      getRequestSession({ sessionId, limit: CALLS, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
