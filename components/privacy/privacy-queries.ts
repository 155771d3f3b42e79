import { queryOptions } from "@tanstack/react-query";
import { getPrivacy, listErasures } from "@/lib/admin-api/client/privacy";

/** What is kept, by the organization and by every project. */
export const privacyQuery = () =>
  queryOptions({ queryKey: ["privacy"], queryFn: ({ signal }) => getPrivacy(signal), staleTime: 10_000 });

/** Signed statements of erasures, newest first. */
export const erasuresQuery = () =>
  queryOptions({
    queryKey: ["privacy", "erasures"],
    queryFn: async ({ signal }) => (await listErasures(signal)).items,
    staleTime: 10_000,
  });
