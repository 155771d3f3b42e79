import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { listKeys } from "@/lib/admin-api/client/keys";
import { listModels } from "@/lib/admin-api/client/models";
import { listProjects } from "@/lib/admin-api/client/projects";
import { listProviders } from "@/lib/admin-api/client/providers";
import { listRequestExports } from "@/lib/admin-api/client/request-exports";
import { listRequestViews } from "@/lib/admin-api/client/request-views";
import { getRequest, listRequests, searchRequestTexts } from "@/lib/admin-api/client/requests";
import { listTeams } from "@/lib/admin-api/client/teams";
import { worthRetrying } from "../shell/query-client";
import { type RequestView, requestQueryOf } from "./request-filters";

const PAGE_SIZE = 50;
const CHOICES = 200;

/** The list of one view, newest first; what comes in live keeps it fresh, so it is never fetched again by itself. */
export const requestListQuery = (view: RequestView) =>
  infiniteQueryOptions({
    queryKey: ["requests", "list", view],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { ...requestQueryOf(view, Date.now()), ...cursor, limit: PAGE_SIZE };
      if (view.words === "") return listRequests(query, signal);
      return searchRequestTexts({ ...query, words: view.words }, signal);
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

/** Who follows an answer's request id at once may be ahead of the record, which is written a moment after the answer. */
const ABSENT_TRIES = 3;
const ABSENT_WAIT_MS = 500;

const isAbsent = (error: unknown) => error instanceof AdminApiError && error.status === 404;

/** One exchange with its trace, attempts and cost lines; it never changes. */
export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ["requests", "one", requestId],
    queryFn: ({ signal }) => getRequest(requestId, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => (isAbsent(error) ? failures < ABSENT_TRIES : worthRetrying(failures, error)),
    retryDelay: ABSENT_WAIT_MS,
  });

/** What one may filter by; lists this person may not read are empty. */
export const filterChoicesQuery = () =>
  queryOptions({
    queryKey: ["requests", "filter-choices"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const [models, teams, projects, keys, providers] = await Promise.allSettled([
        listModels(signal),
        listTeams({ limit: CHOICES }, signal).then((page) => page.items),
        listProjects({ limit: CHOICES }, signal).then((page) => page.items),
        listKeys({ limit: CHOICES }, signal).then((page) => page.items),
        listProviders(signal),
      ]);
      return {
        models: fulfilled(models),
        teams: fulfilled(teams),
        projects: fulfilled(projects),
        keys: fulfilled(keys),
        tags: [...new Set(fulfilled(keys).flatMap((key) => key.tags))].toSorted(),
        providers: fulfilled(providers),
      };
    },
  });

function fulfilled<Item>(result: PromiseSettledResult<Item[]>): Item[] {
  return result.status === "fulfilled" ? result.value : [];
}

/** Saved views of the page. */
export const requestViewsQuery = () =>
  queryOptions({
    queryKey: ["requests", "views"],
    queryFn: async ({ signal }) => (await listRequestViews(signal)).items,
    staleTime: 30_000,
  });

/** One's own exports; looked at again while one is being written. */
export const requestExportsQuery = () =>
  queryOptions({
    queryKey: ["requests", "exports"],
    queryFn: async ({ signal }) => (await listRequestExports(signal)).items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "waiting" || state === "running") ? 1_000 : false,
  });
