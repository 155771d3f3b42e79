"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { KeySquare, Plus } from "lucide-react";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { SegmentedControl } from "../ui/segmented-control";
import { MY_TOKEN_COLUMNS, TOKEN_COLUMNS } from "./api-tokens-columns";
import { apiTokensQuery } from "./api-tokens-queries";
import { CreateToken } from "./create-token";

const WHOSE = ["mine", "everyone"] as const;
const OPTIONS = [
  { value: "mine", label: "Mine" },
  { value: "everyone", label: "Everyone's" },
] as const;

/** Tokens for the management API, and the way to make one (`?create=true`). */
export function ApiTokensPage() {
  const { data: me } = useQuery(meQuery());
  const [whose, setWhose] = useQueryState("whose", parseAsStringLiteral(WHOSE).withDefault("mine"));
  const [create, setCreate] = useQueryState(
    "create",
    parseAsBoolean.withDefault(false).withOptions({ history: "push" }),
  );
  const maySeeAll = me !== undefined && holds(me, "api_tokens:read_all");
  const mayCreate = me !== undefined && holds(me, "api_tokens:create");
  const open = () => void setCreate(true);
  usePageKey("n", mayCreate ? open : null);
  const button = mayCreate ? (
    <Button variant="primary" onClick={open} aria-keyshortcuts="n">
      <Plus />
      Create token
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="API tokens"
        description="For scripts and machines that use the management API. They never do more than their person may at that moment."
        actions={
          <>
            {maySeeAll ? (
              <SegmentedControl
                label="Whose"
                value={whose}
                onValueChange={(value) => void setWhose(value)}
                options={OPTIONS}
              />
            ) : null}
            {button}
          </>
        }
      />
      <Tokens everyone={maySeeAll && whose === "everyone"} button={button} />
      {create && mayCreate ? <CreateToken onClose={() => void setCreate(null)} /> : null}
    </div>
  );
}

function Tokens({ everyone, button }: { everyone: boolean; button: ReactNode }) {
  const list = useInfiniteQuery(apiTokensQuery(everyone));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  if (list.error && !list.data) {
    return <LoadError title="Tokens could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  }
  return (
    <DataTable
      label="API tokens"
      columns={everyone ? TOKEN_COLUMNS : MY_TOKEN_COLUMNS}
      rows={rows}
      rowId={(token) => token.id}
      empty={
        <EmptyState icon={KeySquare} title="No API token yet" action={button}>
          Make one for a script. It is shown once, ends by itself, and everything it does is in the audit log.
        </EmptyState>
      }
      more={{
        hasMore: list.hasNextPage,
        loading: list.isFetchingNextPage,
        load: () => void list.fetchNextPage(),
      }}
    />
  );
}
