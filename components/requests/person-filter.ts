"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { getPerson, listPeople } from "@/lib/admin-api/client/people";
import { meQuery } from "../shell/session-queries";
import type { FilterSpec } from "../ui/filter-bar";
import type { ChoiceSource } from "../ui/found-choice-list";

const SHOWN = 20;

const PEOPLE: ChoiceSource = {
  name: "people",
  async find(text, signal) {
    const { items } = await listPeople({ limit: SHOWN, ...(text === "" ? {} : { search: text }) }, signal);
    return items.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  },
};

/** The filter by person: found by typing where one may list people; otherwise only what the address sets, with a way to take it away. */
export function usePersonFilter(set: readonly string[]): FilterSpec[] {
  const { data: me } = useQuery(meQuery());
  const mayList = me?.permissions.everywhere.includes("people:read") ?? false;
  const named = useQueries({
    queries: set.map((id) => ({
      queryKey: ["people", "one", id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getPerson(id, signal),
      enabled: mayList,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (results) => results.map(({ data }) => data?.name ?? null).join("\n"),
  });
  return useMemo(() => {
    const names = named.split("\n");
    const own = (id: string) => (id === me?.person.id ? me.person.name : id);
    const choices = set.map((value, index) => ({ value, label: names[index] || own(value) }));
    if (mayList) return [{ key: "person", label: "Person", choices, source: PEOPLE }];
    return choices.length > 0 ? [{ key: "person", label: "Person", choices }] : [];
  }, [me, mayList, named, set]);
}
