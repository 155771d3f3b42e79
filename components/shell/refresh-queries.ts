import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * After a change: every read that shows it asks again. Nobody waits for them, because a change is done when the API says so, and
 * a row that leaves the screen meanwhile must still be able to say that it did.
 */
export function refreshQueries(client: QueryClient, keys: readonly QueryKey[]): void {
  for (const queryKey of keys) void client.invalidateQueries({ queryKey });
}
