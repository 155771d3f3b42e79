"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { HandHelping, KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { type ReactNode, useMemo } from "react";
import type { Key } from "@/lib/admin-api/client/keys";
import { useMonthSpend } from "../quotas/month-spend";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { FilterBar } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { IssueKey } from "./issue-key";
import { useKeyFilter, useKeyFilterSpecs } from "./key-filters";
import { KEY_COLUMNS, type KeyRow } from "./keys-columns";
import { keysQuery } from "./keys-queries";
import { openFlagsQuery } from "./runaway-queries";

/** Every key the signed-in person may see, and the way to issue one (`?issue=`, which may name the project). */
export function KeysPage() {
  const filter = useKeyFilter();
  const specs = useKeyFilterSpecs();
  const { data: me } = useQuery(meQuery());
  const [{ issue }, setIssue] = useQueryStates({ issue: parseAsString }, { history: "push" });
  const mayIssue = me !== undefined && holds(me, "keys:create");
  const begin = () => void setIssue({ issue: "key" });
  usePageKey("n", mayIssue ? begin : null);
  const filtered = Object.keys(filter).length > 0;
  const button =
    me && mayIssue ? <NewKey asks={!me.permissions.everywhere.includes("keys:create")} begin={begin} /> : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Keys"
        description="A virtual key is what an application calls with. Its secrets rotate, its limits hold, the key stays."
        actions={button}
      />
      <FilterBar filters={specs} search="Search name, purpose or public id" />
      <KeysTable
        empty={
          <EmptyState
            icon={KeyRound}
            title={filtered ? "No key matches" : "No keys yet"}
            action={filtered ? null : button}
          >
            {filtered
              ? "Revoked keys are hidden unless the status filter asks for them."
              : "Issue a key for an application, and its first call is a minute away."}
          </EmptyState>
        }
      />
      {issue !== null && mayIssue ? (
        <IssueKey projectId={issue.startsWith("prj_") ? issue : null} onClose={() => void setIssue({ issue: null })} />
      ) : null}
    </div>
  );
}

/** Members ask: inside the ceiling of their team they get the key at once. Who may issue anywhere issues. */
function NewKey({ asks, begin }: { asks: boolean; begin: () => void }) {
  const issue = (
    <Button variant={asks ? "secondary" : "primary"} onClick={begin} aria-keyshortcuts="n">
      <Plus />
      Issue key
    </Button>
  );
  if (!asks) return issue;
  return (
    <>
      {issue}
      <Button asChild variant="primary">
        <Link href="/access-requests/new?kind=key">
          <HandHelping />
          Ask for a key
        </Link>
      </Button>
    </>
  );
}

function KeysTable({ empty }: { empty: ReactNode }) {
  const filter = useKeyFilter();
  const keys = useInfiniteQuery(keysQuery(filter));
  const spendOf = useMonthSpend("key");
  const { data: flags } = useQuery(openFlagsQuery());
  const rows = useMemo(() => {
    const flagged = new Set(flags?.filter((flag) => !flag.paused).map((flag) => flag.key.id));
    const row = (key: Key): KeyRow => ({ key, spend: spendOf?.(key.id), flagged: flagged.has(key.id) });
    return keys.data?.pages.flatMap((page) => page.items.map(row));
  }, [keys.data, spendOf, flags]);
  if (keys.error && !keys.data) {
    return <LoadError title="Keys could not be loaded" error={keys.error} onRetry={() => void keys.refetch()} />;
  }
  return (
    <DataTable
      label="Keys"
      columns={KEY_COLUMNS}
      rows={rows}
      rowId={(row) => row.key.id}
      rowHref={(row) => `/keys/${row.key.id}`}
      empty={empty}
      more={{
        hasMore: keys.hasNextPage,
        loading: keys.isFetchingNextPage,
        load: () => void keys.fetchNextPage(),
      }}
    />
  );
}
