import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { leaveFor } from "./leave";

const FRESH_MS = 15_000;
const RETRIES = 2;

/** One answer to a session that ended, wherever it shows: sign in, then come back to this page. */
function onUnauthenticated(error: unknown): boolean {
  if (!(error instanceof AdminApiError) || error.status !== 401) return false;
  // There a 401 is about the link, and its page says so.
  if (window.location.pathname.startsWith("/sign-in")) return false;
  const here = window.location.pathname + window.location.search;
  leaveFor(`/sign-in?next=${encodeURIComponent(here)}`);
  return true;
}

/** A refusal will not change by asking again; a lost connection or an overloaded server may. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (failures >= RETRIES) return false;
  return !(error instanceof AdminApiError) || error.status === 0 || error.status >= 500;
}

/**
 * React Query for the portal. Reads are fresh for 15 s; a mutation's refusal becomes a toast unless the mutation
 * says `meta: { ownErrors: true }` because its form shows it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_MS, retry: worthRetrying, refetchOnWindowFocus: true } },
    queryCache: new QueryCache({ onError: (error) => void onUnauthenticated(error) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (onUnauthenticated(error) || mutation.meta?.ownErrors === true) return;
        toast.error("That did not work", { description: error.message });
      },
    }),
  });
}
