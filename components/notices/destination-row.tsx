"use client";

import { Hash, type LucideIcon, Mail, MoreHorizontal, Send, Webhook } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { NoticeDestination } from "@/lib/admin-api/client/notices";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { EditDestination } from "./edit-destination";
import { routingInWords } from "./notice-words";
import {
  useRemoveNoticeDestination,
  useRotateNoticeSecret,
  useTestNoticeDestination,
  useUpdateNoticeDestination,
} from "./notices-queries";
import { SecretOnce } from "./secret-once";
import { TestAnswer } from "./test-answer";

const ICONS: Record<NoticeDestination["kind"], LucideIcon> = { webhook: Webhook, slack: Hash, mail: Mail };
const OVERLAP_SECONDS = 86_400;

/** One destination: what it is told, whether it arrives, and what can be done. */
export function DestinationRow({ destination }: { destination: NoticeDestination }) {
  const Icon = ICONS[destination.kind];
  const test = useTestNoticeDestination(destination.id);
  const mayTest = destination.allowedActions.includes("test");
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="flex min-w-0 flex-1 basis-64 items-center gap-3">
          <Icon className="size-4 shrink-0 text-faint" aria-hidden />
          <span className="flex min-w-0 flex-col">
            <span className="truncate font-medium text-ink text-sm">{destination.name}</span>
            <span className="truncate font-mono text-faint text-xs" title={destination.place}>
              {destination.place}
            </span>
            <span className="truncate text-muted text-xs">{routingInWords(destination)}</span>
          </span>
        </span>
        <Arrival destination={destination} />
        <span className="flex items-center gap-1">
          {mayTest ? (
            <Button size="sm" onClick={() => test.mutate()} pending={test.isPending}>
              <Send />
              Send a test
            </Button>
          ) : null}
          {destination.allowedActions.includes("update") ? <Actions destination={destination} /> : null}
        </span>
      </div>
      {test.data ? <TestAnswer answer={test.data} /> : null}
    </li>
  );
}

function Arrival({
  destination: { paused, dead, waiting, trouble, lastDeliveredAt },
}: {
  destination: NoticeDestination;
}) {
  if (paused) return <StatusPill tone="neutral">Paused</StatusPill>;
  if (trouble !== null)
    return (
      <span className="flex min-w-0 max-w-80 items-center gap-2">
        <StatusPill tone="bad">{dead > 0 ? `${dead} given up` : "Does not arrive"}</StatusPill>
        <span className="truncate text-muted text-xs" title={trouble}>
          {trouble}
        </span>
      </span>
    );
  if (waiting > 0) return <StatusPill tone="warn">{`${waiting} on the way`}</StatusPill>;
  if (lastDeliveredAt === null) return <span className="text-muted text-sm">Nothing sent yet</span>;
  return (
    <span className="text-muted text-sm">
      Last arrived <TimeCell value={lastDeliveredAt} />
    </span>
  );
}

function Actions({ destination }: { destination: NoticeDestination }) {
  const [doing, setDoing] = useState<"edit" | "rotate" | "remove" | null>(null);
  const update = useUpdateNoticeDestination(destination.id);
  const close = () => setDoing(null);
  const pause = () =>
    update.mutate(
      { paused: !destination.paused },
      { onSuccess: ({ name, paused }) => toast.success(`${name} is ${paused ? "paused" : "told again"}`) },
    );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`More about ${destination.name}`}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setDoing("edit")}>Change…</DropdownMenuItem>
          <DropdownMenuItem onSelect={pause}>{destination.paused ? "Resume" : "Pause"}</DropdownMenuItem>
          {destination.allowedActions.includes("rotate_secret") ? (
            <DropdownMenuItem onSelect={() => setDoing("rotate")}>Rotate secret…</DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setDoing("remove")}>Remove…</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {doing === "edit" ? <EditDestination destination={destination} onClose={close} /> : null}
      {doing === "rotate" ? <RotateDialog destination={destination} onClose={close} /> : null}
      {doing === "remove" ? <RemoveDialog destination={destination} onClose={close} /> : null}
    </>
  );
}

function RotateDialog({ destination, onClose }: { destination: NoticeDestination; onClose: () => void }) {
  const rotate = useRotateNoticeSecret(destination.id);
  if (rotate.data?.secret) return <SecretOnce title="The new secret" secret={rotate.data.secret} onDone={onClose} />;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Rotate the secret of ${destination.name}?`}
      consequence="For a day every delivery is signed with both secrets, so receivers can change over without missing one."
      action="Rotate secret"
      pending={rotate.isPending}
      onConfirm={() => rotate.mutate(OVERLAP_SECONDS)}
    />
  );
}

function RemoveDialog({ destination, onClose }: { destination: NoticeDestination; onClose: () => void }) {
  const remove = useRemoveNoticeDestination(destination.id);
  const waiting = destination.waiting === 0 ? "" : ` ${destination.waiting} on the way are cancelled.`;
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={onClose}
      title={`Remove ${destination.name}?`}
      consequence={`Nothing is sent there any more, and its secret is forgotten.${waiting}`}
      action="Remove destination"
      pending={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
    />
  );
}
