"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { useCrumb } from "../shell/crumbs";
import { asFilter } from "../shell/links";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { ForeignText } from "../ui/foreign-text";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { RECENT_PRESETS, resolveRange } from "../ui/time-range";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { exploreUsageQuery } from "../usage/usage-queries";
import { EndUserUsage } from "./end-user-usage";
import { EraseButton } from "./erase-button";
import { SessionsOf } from "./sessions-of";

/** The roll-up that this is read from knows names up to here. */
const LONGEST_LABEL = 200;

/** One end user: what they took, when, their sessions, and how they are forgotten. */
export function EndUserPage() {
  const [endUser] = useQueryState("name", parseAsString.withDefault(""));
  useCrumb(endUser === "" ? "End user" : endUser);
  if (endUser === "") return <Nobody />;
  return <OneEndUser endUser={endUser} />;
}

function OneEndUser({ endUser }: { endUser: string }) {
  const [range, setRange] = useTimeRange(RECENT_PRESETS, "30d");
  const { data: me } = useQuery(meQuery());
  const span = useMemo(() => {
    const now = Date.now();
    return { to: new Date(now).toISOString(), ...resolveRange(range, RECENT_PRESETS, now) };
  }, [range]);
  const usage = useQuery(exploreUsageQuery({ ...span, by: "model", endUser: endUser.slice(0, LONGEST_LABEL) }));
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={<ForeignText>{endUser}</ForeignText>}
        description="An end user of your applications, as they name them in their calls."
        actions={
          <>
            <TimeRangePicker value={range} onValueChange={setRange} presets={RECENT_PRESETS} />
            <Button asChild>
              <Link href={`/requests?range=30d&endUser=${asFilter(endUser)}`}>Show in requests</Link>
            </Button>
            {me && holds(me, "requests:erase") ? <EraseButton endUser={endUser} /> : null}
          </>
        }
      />
      {usage.error ? (
        <ErrorNotice title="Usage could not be loaded" error={usage.error} onRetry={() => void usage.refetch()} />
      ) : usage.data ? (
        <EndUserUsage breakdown={usage.data} />
      ) : (
        <Skeleton className="h-80 rounded-md" />
      )}
      <SessionsOf endUser={endUser} range={range} />
    </div>
  );
}

function Nobody() {
  return (
    <EmptyState
      icon={UserRound}
      title="Which end user?"
      action={
        <Button asChild>
          <Link href="/requests/end-users">All end users</Link>
        </Button>
      }
    >
      The address names nobody.
    </EmptyState>
  );
}
