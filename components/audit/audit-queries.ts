import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from "@tanstack/react-query";
import { getAuditEvent, listAuditEvents, listAuditFacets, verifyAudit } from "@/lib/admin-api/client/audit";
import { type AuditView, auditQueryOf } from "./audit-filters";

const PAGE = 50;

/** The log as narrowed, newest first, page by page. */
export const auditQuery = (view: AuditView) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", view],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return listAuditEvents({ ...auditQueryOf(view, Date.now()), ...cursor, limit: PAGE }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** One event; it never changes. */
export const auditEventQuery = (seq: number) =>
  queryOptions({
    queryKey: ["audit", "one", seq],
    queryFn: ({ signal }) => getAuditEvent(seq, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The actions and actors there are to choose from. */
export const auditFacetsQuery = () =>
  queryOptions({
    queryKey: ["audit", "facets"],
    queryFn: ({ signal }) => listAuditFacets(signal),
    staleTime: 60_000,
  });

/** Asks the server, every time: a verdict that was remembered would prove nothing. */
export function useVerifyAudit() {
  return useMutation({ mutationFn: () => verifyAudit() });
}
