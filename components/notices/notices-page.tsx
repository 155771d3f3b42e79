"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useState } from "react";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Tabs } from "../ui/tabs";
import { AddDestination } from "./add-destination";
import { Deliveries } from "./deliveries";
import { DestinationRow } from "./destination-row";
import { ExpiryDays } from "./expiry-days";
import { noticeDestinationsQuery } from "./notices-queries";

const TABS = ["destinations", "rules", "deliveries"] as const;

/** Where notices go, which rules raise alerts, and what was delivered (`?tab=`). `rules` is the alerts' own list. */
export function NoticesPage({ rules }: { rules: ReactNode }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("destinations"));
  const [adding, setAdding] = useState(false);
  const { data: me } = useQuery(meQuery());
  const add =
    me !== undefined && holds(me, "notices:configure") ? (
      <Button variant="primary" onClick={() => setAdding(true)}>
        <Plus />
        Add destination
      </Button>
    ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Alerts & notices"
        description="Who is told what, by webhook, Slack or mail. Everybody sees what concerns them in the portal anyway."
        actions={add}
      />
      <Tabs
        label="Alerts & notices"
        value={tab}
        onValueChange={(next) => void setTab(TABS.find((one) => one === next) ?? "destinations")}
        items={[
          { value: "destinations", label: "Destinations", content: <Destinations add={add} /> },
          { value: "rules", label: "Rules", content: <Rules rules={rules} /> },
          { value: "deliveries", label: "Deliveries", content: <Deliveries /> },
        ]}
      />
      {adding ? <AddDestination onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function Rules({ rules }: { rules: ReactNode }) {
  return (
    <div className="flex flex-col gap-8">
      {rules}
      <ExpiryDays />
    </div>
  );
}

function Destinations({ add }: { add: ReactNode }) {
  const { data: destinations, error, refetch } = useQuery(noticeDestinationsQuery());
  if (error && !destinations)
    return <LoadError title="Destinations could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!destinations) return <Skeleton className="h-64 rounded-md" />;
  if (destinations.length === 0)
    return (
      <Card>
        <EmptyState icon={Webhook} title="Notices stay in the portal" action={add}>
          Tell a webhook, a Slack channel or your mail server as well.
        </EmptyState>
      </Card>
    );
  return (
    <Card>
      <ul aria-label="Destinations" className="divide-y">
        {destinations.map((destination) => (
          <DestinationRow key={destination.id} destination={destination} />
        ))}
      </ul>
    </Card>
  );
}
