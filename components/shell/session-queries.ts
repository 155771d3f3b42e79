import { queryOptions } from "@tanstack/react-query";
import { getMe, type Me } from "@/lib/admin-api/client/session";

/** Who is signed in and what they may do. */
export const meQuery = () =>
  queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => getMe(signal), staleTime: 60_000 });

/** Whether a person holds a permission anywhere: in the organization or in one of their teams. */
export function holds(me: Me, permission: string): boolean {
  if (me.permissions.everywhere.includes(permission)) return true;
  return Object.values(me.permissions.inTeams).some((permissions) => permissions.includes(permission));
}
