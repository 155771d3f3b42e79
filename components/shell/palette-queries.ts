import { queryOptions } from "@tanstack/react-query";
import { type Key, listKeys } from "@/lib/admin-api/client/keys";
import { listRequests, type RequestSummary } from "@/lib/admin-api/client/requests";

const SHOWN = 5;

export interface PaletteFindings {
  keys: Key[];
  requests: RequestSummary[];
}

/** Keys by name or public id and requests by id, for what was typed into the palette. Empty text finds nothing. */
export const paletteQuery = (text: string) =>
  queryOptions({
    queryKey: ["palette", text],
    enabled: text.length > 1,
    staleTime: 30_000,
    queryFn: async ({ signal }): Promise<PaletteFindings> => {
      const isRequestId = text.startsWith("req_");
      const [keys, requests] = await Promise.all([
        isRequestId ? [] : listKeys({ search: text, limit: SHOWN }, signal).then((page) => page.items),
        isRequestId ? listRequests({ q: text, limit: SHOWN }, signal).then((page) => page.items) : [],
      ]);
      return { keys, requests };
    },
  });
