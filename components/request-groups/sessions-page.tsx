"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import type { RequestSession } from "@/lib/admin-api/client/request-groups";
import { sessionHref } from "../shell/links";
import { RECENT_PRESETS } from "../ui/time-range";
import { useTimeRange } from "../ui/time-range-picker";
import { sessionsQuery } from "./group-queries";
import { GroupsList } from "./groups-list";
import { SESSION_COLUMNS } from "./session-columns";

const rowId = (session: RequestSession) => session.sessionId;
const rowHref = (session: RequestSession) => sessionHref(session.sessionId);

/** Calls that their callers say belong together: one conversation, one run of an agent. */
export function SessionsPage() {
  const [range, setRange] = useTimeRange(RECENT_PRESETS, "7d");
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const list = useInfiniteQuery(sessionsQuery({ range, search }));
  return (
    <GroupsList
      title="Sessions"
      description="Calls that belong together: one conversation, or one run of an agent, as the caller names it."
      label="Sessions"
      columns={SESSION_COLUMNS}
      rowId={rowId}
      rowHref={rowHref}
      list={list}
      range={range}
      onRange={setRange}
      search={search}
      empty={
        <>
          Send <code className="font-mono text-xs">x-gatehouse-session</code> with a name of your own, and its calls are
          shown as one.
        </>
      }
    />
  );
}
