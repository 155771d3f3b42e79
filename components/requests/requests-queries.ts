import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { listKeys } from "@/lib/admin-api/client/keys";
import { listModels } from "@/lib/admin-api/client/models";
import { listProjects } from "@/lib/admin-api/client/projects";
import { listProviders } from "@/lib/admin-api/client/providers";
import { listRequestExports } from "@/lib/admin-api/client/request-exports";
import { listRequestViews } from "@/lib/admin-api/client/request-views";
import { getRequest, listRequests, type RequestQuery, searchRequestTexts } from "@/lib/admin-api/client/requests";
import { listTeams } from "@/lib/admin-api/client/teams";
import { mergeTail } from "./merge-tail";
import { type RequestView, requestQueryOf } from "./request-filters";

const PAGE_SIZE = 50;
const TAIL_MS = 2_000;
const CHOICES = 200;

/** The list of one view, newest first; the tail keeps it fresh, so it is never fetched again by itself. */
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

/** Asks every two seconds what was recorded since and puts it into the list; answers the ids that just came. */
export const requestTailQuery = (view: RequestView, live: boolean) =>
  queryOptions({
    queryKey: ["requests", "tail", view],
    enabled: live,
    refetchInterval: TAIL_MS,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ client, signal }): Promise<string[]> => {
      const { queryKey } = requestListQuery(view);
      const after = client.getQueryData(queryKey)?.pages[0]?.tailCursor;
      if (after === undefined) return [];
      const query: RequestQuery = { ...requestQueryOf(view, Date.now()), after, limit: CHOICES };
      const tail = await listRequests(query, signal);
      let fresh: string[] = [];
      client.setQueryData(queryKey, (loaded) => {
        if (!loaded) return loaded;
        const result = mergeTail(loaded, tail);
        fresh = result.fresh;
        return { ...result.merged, pageParams: loaded.pageParams };
      });
      return fresh;
    },
  });

/** One exchange with its trace, attempts and cost lines; it never changes. */
export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ["requests", "one", requestId],
    queryFn: ({ signal }) => getRequest(requestId, signal),
    staleTime: Number.POSITIVE_INFINITY,
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
