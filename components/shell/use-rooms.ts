"use client";

import { useQuery } from "@tanstack/react-query";
import { NAVIGATION, type NavigationGroup } from "./navigation";
import { holds, meQuery } from "./session-queries";

/** The rooms this person may enter; all of them until that is known, so that nothing jumps for most. */
export function useRooms(): readonly NavigationGroup[] {
  const { data: me } = useQuery(meQuery());
  if (!me) return NAVIGATION;
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => holds(me, item.permission)),
  })).filter((group) => group.items.length > 0);
}
