import { queryOptions } from "@tanstack/react-query";
import { getPrivacy } from "@/lib/admin-api/client/privacy";

/** What is kept, by the organization and by every project. */
export const privacyQuery = () =>
  queryOptions({ queryKey: ["privacy"], queryFn: ({ signal }) => getPrivacy(signal), staleTime: 10_000 });
