"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { meQuery } from "../shell/session-queries";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Switch } from "../ui/switch";
import { proofSettingsQuery, useSetProofSchedule } from "./proof-queries";

const AT_NIGHT = 3 * 60;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour * 60),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** Once a day by itself or not, and the key an auditor notes down once. */
export function ProofSchedule({ mayChange }: { mayChange: boolean }) {
  const { data: settings } = useQuery(proofSettingsQuery());
  const { data: me } = useQuery(meQuery());
  const change = useSetProofSchedule();
  if (!settings) return <Skeleton className="h-28 rounded-md" />;
  const { minuteOfDay } = settings;
  const set = (minute: number | null) =>
    change.mutate(minute, {
      onSuccess: () => toast.success(minute === null ? "No longer run by itself" : `Runs daily at ${timeOf(minute)}`),
    });
  return (
    <Card className="flex flex-col gap-3 px-4 py-3 text-sm">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <Switch
          label="Run every day"
          checked={minuteOfDay !== null}
          disabled={!mayChange || change.isPending}
          onCheckedChange={(on) => set(on ? AT_NIGHT : null)}
        />
        {minuteOfDay === null ? null : (
          <span className="flex items-center gap-2 text-muted">
            at
            <Select
              aria-label="Time of day"
              value={String(minuteOfDay)}
              options={HOURS}
              disabled={!mayChange || change.isPending}
              onValueChange={(value) => set(Number(value))}
              className="w-24"
            />
            {me?.organization.timeZone}
          </span>
        )}
      </div>
      <div className="text-muted">
        Signed with the key <code className="font-mono text-ink text-xs">{settings.fingerprint}</code> of this
        installation. Note it down: it tells your proofs from anybody else's.
        <CopyableId id={settings.publicKey} what="public key" className="relative -left-1 mt-1 flex" />
      </div>
    </Card>
  );
}

function timeOf(minute: number): string {
  return HOURS.find(({ value }) => value === String(minute))?.label ?? `minute ${minute}`;
}
