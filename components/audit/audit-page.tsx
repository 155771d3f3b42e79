"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileClock, ShieldCheck } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { parseAsInteger, parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { AuditEvent, AuditVerification } from "@/lib/admin-api/client/audit";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { FilterBar, type FilterSpec, useFilters } from "../ui/filter-bar";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { AUDIT_COLUMNS } from "./audit-columns";
import { AuditEventSheet } from "./audit-event-sheet";
import { AuditExport } from "./audit-export";
import { AUDIT_FILTER_KEYS, AUDIT_PRESETS, type AuditView, actionChoices, DEFAULT_AUDIT_RANGE } from "./audit-filters";
import { auditFacetsQuery, auditQuery, useVerifyAudit } from "./audit-queries";
import { ACTOR_KINDS, verificationWords } from "./audit-words";

/** Who changed what: narrowed, verified, exported; one event opens beside it (`?event=`). */
export function AuditPage() {
  const [filters] = useFilters(AUDIT_FILTER_KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [range, setRange] = useTimeRange(AUDIT_PRESETS, DEFAULT_AUDIT_RANGE);
  const [event, setEvent] = useQueryState("event", parseAsInteger.withOptions({ history: "push" }));
  const view = useMemo(() => ({ filters, search, range }), [filters, search, range]);
  const verify = useVerifyAudit();
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Audit"
        description="Every change and every sensitive read, each chained to the one before it."
        actions={
          <>
            <TimeRangePicker value={range} onValueChange={setRange} presets={AUDIT_PRESETS} />
            <AuditExport view={view} />
            <Button onClick={() => verify.mutate()} pending={verify.isPending}>
              <ShieldCheck />
              Verify chain
            </Button>
          </>
        }
      />
      {verify.data ? <Verdict found={verify.data} /> : null}
      {verify.error ? <ErrorNotice title="The chain could not be verified" error={verify.error} /> : null}
      <FilterBar filters={useFilterSpecs()} search="Search names, ids, values, addresses" />
      <AuditTable view={view} />
      {event === null ? null : <AuditEventSheet key={event} seq={event} onClose={() => void setEvent(null)} />}
    </div>
  );
}

function Verdict({ found }: { found: AuditVerification }) {
  return (
    <Notice kind={found.intact ? "good" : "bad"} title={found.intact ? "The chain is intact" : "The chain is broken"}>
      {verificationWords(found)}
    </Notice>
  );
}

function AuditTable({ view }: { view: AuditView }) {
  const list = useInfiniteQuery(auditQuery(view));
  const parameters = useSearchParams();
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const hrefOf = ({ seq }: AuditEvent) => {
    const next = new URLSearchParams(parameters);
    next.set("event", String(seq));
    return `/audit?${next.toString()}`;
  };
  if (list.error && !list.data) {
    return <LoadError title="The log could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  }
  return (
    <DataTable
      label="Audit events"
      columns={AUDIT_COLUMNS}
      rows={rows}
      rowId={(event) => String(event.seq)}
      rowHref={hrefOf}
      skeletonRows={12}
      empty={
        <EmptyState icon={FileClock} title="No event matches">
          Widen the time range or remove a filter.
        </EmptyState>
      }
      more={{
        hasMore: list.hasNextPage,
        loading: list.isFetchingNextPage,
        load: () => void list.fetchNextPage(),
        end: "That is all in this span",
      }}
    />
  );
}

const KIND_CHOICES = Object.entries(ACTOR_KINDS).map(([value, { label }]) => ({ value, label }));

function useFilterSpecs(): FilterSpec[] {
  const { data: facets } = useQuery(auditFacetsQuery());
  return useMemo(() => {
    const actors = facets?.actors.map(({ id, name, kind }) => ({
      value: id,
      label: name,
      hint: ACTOR_KINDS[kind].label,
    }));
    return [
      { key: "actor", label: "Who", choices: actors },
      { key: "kind", label: "Kind of actor", choices: KIND_CHOICES },
      { key: "action", label: "What", choices: facets && actionChoices(facets.actions) },
    ];
  }, [facets]);
}
