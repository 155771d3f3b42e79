"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { LoadError } from "../shell/load-error";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { FilterBar } from "../ui/filter-bar";
import { peopleQuery } from "./people-queries";
import { PERSON_COLUMNS } from "./person-columns";

const NO_FILTERS: never[] = [];

/** Everybody with an account. */
export function PeopleList() {
  const { data: people, error, refetch } = useQuery(peopleQuery());
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return people?.filter((person) => `${person.name} ${person.email}`.toLowerCase().includes(wanted));
  }, [people, search]);
  return (
    <div className="flex flex-col gap-3">
      <FilterBar filters={NO_FILTERS} search="Search people" />
      {error && !people ? (
        <LoadError title="People could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="People"
          columns={PERSON_COLUMNS}
          rows={rows}
          rowId={(person) => person.id}
          sortKey="people"
          empty={<EmptyState icon={UserRound} title="Nobody matches" />}
        />
      )}
    </div>
  );
}
