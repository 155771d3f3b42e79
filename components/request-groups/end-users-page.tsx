"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import type { EndUser } from "@/lib/admin-api/client/request-groups";
import { endUserHref } from "../shell/links";
import { ForeignText } from "../ui/foreign-text";
import { RECENT_PRESETS } from "../ui/time-range";
import { useTimeRange } from "../ui/time-range-picker";
import { sumColumns } from "./group-columns";
import { endUsersQuery } from "./group-queries";
import { GroupsList } from "./groups-list";

const rowId = ({ endUser }: EndUser) => endUser;
const rowHref = ({ endUser }: EndUser) => endUserHref(endUser);

const COLUMNS = sumColumns<EndUser>({
  header: "End user",
  cell: (user) => (
    <Link href={rowHref(user)} className="truncate rounded-xs font-medium text-ink hover:underline">
      <ForeignText>{user.endUser}</ForeignText>
    </Link>
  ),
});

/** Whom applications name in their calls, by when they were last seen. */
export function EndUsersPage() {
  const [range, setRange] = useTimeRange(RECENT_PRESETS, "7d");
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const list = useInfiniteQuery(endUsersQuery({ range, search }));
  return (
    <GroupsList
      title="End users"
      description="Whom your applications call for, as they name them. Usage & cost ranks them by spend."
      label="End users"
      columns={COLUMNS}
      rowId={rowId}
      rowHref={rowHref}
      list={list}
      range={range}
      onRange={setRange}
      search={search}
      empty={
        <>
          Send <code className="font-mono text-xs">user</code> in the body of a call, and what it took is counted for
          them.
        </>
      }
    />
  );
}
