"use client";

import { useQuery } from "@tanstack/react-query";
import { Gauge, Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { LoadError } from "../shell/load-error";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { FilterBar } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { SegmentedControl } from "../ui/segmented-control";
import { CreateQuotaDialog } from "./create-quota-dialog";
import { LIMIT_FILTERS, useLimitFilter, useLimitView } from "./limit-filters";
import { LimitsList, LimitsSkeleton } from "./limits-list";
import { quotasQuery } from "./quotas-queries";
import { SCOPE_KINDS } from "./scope-words";
import { useLimitableKinds } from "./subject-choices";

const VIEWS = [
  { value: "scope", label: "By scope" },
  { value: "fullest", label: "Fullest first" },
] as const;

/** Every budget and limit the signed-in person may see, and the way to add one (`?add=`, which names the kind of scope). */
export function LimitsPage() {
  const [view, setView] = useLimitView();
  const kinds = useLimitableKinds(SCOPE_KINDS);
  const [add, setAdd] = useQueryState("add", parseAsStringLiteral(SCOPE_KINDS).withOptions({ history: "push" }));
  const first = kinds[0];
  const begin = () => void setAdd(first ?? null);
  usePageKey("n", first ? begin : null);
  const button = first ? (
    <Button variant="primary" onClick={begin} aria-keyshortcuts="n">
      <Plus />
      Add limit
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Budgets & limits"
        description="A call must fit into every limit that applies to it: it holds its likely most first and settles what it really used after."
        actions={button}
      />
      <FilterBar filters={LIMIT_FILTERS} search="Search whose and what">
        <SegmentedControl label="Order" value={view} onValueChange={(next) => void setView(next)} options={VIEWS} />
      </FilterBar>
      <Limits view={view} add={button} />
      {add !== null && kinds.includes(add) ? <CreateQuotaDialog kind={add} onClose={() => void setAdd(null)} /> : null}
    </div>
  );
}

function Limits({ view, add }: { view: "scope" | "fullest"; add: React.ReactNode }) {
  const { data, error, refetch } = useQuery(quotasQuery());
  const { filtered, fits } = useLimitFilter();
  if (error && !data) {
    return <LoadError title="Limits could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <LimitsSkeleton />;
  const shown = data.filter(fits);
  if (shown.length > 0) return <LimitsList quotas={shown} view={view} />;
  return (
    <div className="rounded-md border bg-surface">
      <EmptyState icon={Gauge} title={filtered ? "No limit matches" : "No limits yet"} action={filtered ? null : add}>
        {filtered
          ? "Clear a filter, or search for another team, project or key."
          : "Nothing bounds what may be spent. A monthly budget for the organization is a good first limit."}
      </EmptyState>
    </div>
  );
}
