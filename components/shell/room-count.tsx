"use client";

import { useQuery } from "@tanstack/react-query";
import { waitingCountQuery } from "../access-requests/access-requests-queries";
import { holds, meQuery } from "./session-queries";

/** How many access requests wait for the signed-in person; nothing when none do. */
export function RoomCount() {
  const { data: me } = useQuery(meQuery());
  const mayDecide = me !== undefined && holds(me, "access_requests:decide");
  const { data: count } = useQuery({ ...waitingCountQuery(), enabled: mayDecide });
  if (!mayDecide || !count) return null;
  return (
    <span className="ml-auto rounded-lg bg-accent-soft px-1.5 text-accent-ink text-xs tabular-nums" data-count={count}>
      <span aria-hidden>{count}</span>
    </span>
  );
}
