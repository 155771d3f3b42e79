"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Stamp } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { AuditCheckpointSettings } from "@/lib/admin-api/client/audit";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DataTable } from "../ui/data-table";
import { DefinitionList } from "../ui/definition-list";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { AddDestination } from "./add-destination";
import { CHECKPOINT_COLUMNS } from "./checkpoints-columns";
import {
  checkpointSettingsQuery,
  checkpointsQuery,
  useSetCheckpointSchedule,
  useTakeCheckpoint,
} from "./checkpoints-queries";
import { Destinations } from "./destinations";

/** Signed notes of where the audit log stood: how often, where to, and every one of them. */
export function CheckpointsPage() {
  const { data: settings, error, refetch } = useQuery(checkpointSettingsQuery());
  const { data: me } = useQuery(meQuery());
  const take = useTakeCheckpoint();
  const mayChange = me !== undefined && holds(me, "audit:configure");
  const takeNow = () => take.mutate(undefined, { onSuccess: ({ seq }) => toast.success(`Signed up to event ${seq}`) });
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Audit checkpoints"
        description="A checkpoint signs where the audit log stands. Kept elsewhere, it shows when the end of the log was cut off, or all of it written anew."
        actions={
          mayChange ? (
            <Button variant="primary" onClick={takeNow} pending={take.isPending}>
              <Stamp />
              Take checkpoint
            </Button>
          ) : null
        }
      />
      {error && !settings ? (
        <LoadError title="Checkpoints could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : settings ? (
        <SettingsParts settings={settings} mayChange={mayChange} />
      ) : (
        <Skeleton className="h-64 rounded-md" />
      )}
      <History />
    </div>
  );
}

function SettingsParts({ settings, mayChange }: { settings: AuditCheckpointSettings; mayChange: boolean }) {
  const [adding, setAdding] = useState(false);
  const { destinations, fingerprint, publicKey, everyMinutes } = settings;
  const add = mayChange ? (
    <Button onClick={() => setAdding(true)}>
      <Plus />
      Add destination
    </Button>
  ) : null;
  return (
    <>
      <Card>
        <DefinitionList
          className="px-4 py-1"
          items={[
            { term: "Taken by itself", value: <Schedule everyMinutes={everyMinutes} mayChange={mayChange} /> },
            { term: "Signed by", value: fingerprint },
            {
              term: "Public key",
              value: <CopyableId id={publicKey} what="public key" className="relative -left-1" />,
            },
          ]}
        />
      </Card>
      <Section
        title="Destinations"
        description="Where nobody who can change this database can change what is kept."
        actions={destinations.length === 0 ? null : add}
      >
        {destinations.length === 0 ? (
          <Card>
            <EmptyState icon={Stamp} title="Checkpoints stay here only" action={add}>
              Send them to a webhook, an object store or a file on other storage.
            </EmptyState>
          </Card>
        ) : (
          <Destinations destinations={destinations} mayChange={mayChange} />
        )}
      </Section>
      {adding ? <AddDestination onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const NEVER = "never";
const SCHEDULES = [
  { value: NEVER, label: "Never" },
  { value: "15", label: "Every 15 minutes" },
  { value: "60", label: "Every hour" },
  { value: "1440", label: "Every day" },
];

function Schedule({ everyMinutes, mayChange }: { everyMinutes: number | null; mayChange: boolean }) {
  const set = useSetCheckpointSchedule();
  const value = everyMinutes === null ? NEVER : String(everyMinutes);
  const known = SCHEDULES.some((one) => one.value === value);
  return (
    <Select
      aria-label="How often"
      className="w-48"
      value={value}
      disabled={!mayChange || set.isPending}
      onValueChange={(next) => set.mutate(next === NEVER ? null : Number(next))}
      options={known ? SCHEDULES : [...SCHEDULES, { value, label: `Every ${value} minutes` }]}
    />
  );
}

function History() {
  const { data: checkpoints, error, refetch } = useQuery(checkpointsQuery());
  if (error && !checkpoints) {
    return <LoadError title="The history could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Section title="History">
      <DataTable
        label="Checkpoints"
        columns={CHECKPOINT_COLUMNS}
        rows={checkpoints}
        rowId={(checkpoint) => checkpoint.id}
        empty={
          <EmptyState icon={Stamp} title="No checkpoint yet">
            Take one now, or let them be taken by themselves.
          </EmptyState>
        }
      />
    </Section>
  );
}
