"use client";

import { ArrowUp, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { QuotaView, SetQuotaInput } from "@/lib/admin-api/client/quotas";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { toastUndo } from "../ui/toast-undo";
import { GrantDialog } from "./grant-dialog";
import { EditQuotaDialog } from "./quota-dialog";
import { limitText, quotaName } from "./quota-words";
import { useArchiveQuota, useSetQuota } from "./quotas-queries";

/** What the signed-in person may do with a quota; nothing when that is nothing. */
export function QuotaActions({ quota, size = "icon-sm" }: { quota: QuotaView; size?: "icon" | "icon-sm" }) {
  const [open, setOpen] = useState<"edit" | "grant" | "remove" | null>(null);
  if (quota.allowedActions.length === 0) return null;
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant={size === "icon" ? "secondary" : "ghost"}
            size={size}
            aria-label={`Change ${quotaName(quota)} of ${quota.scope.name}`}
          >
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {quota.allowedActions.includes("update") ? (
            <DropdownMenuItem onSelect={() => setOpen("edit")}>
              <Pencil />
              Change limit
            </DropdownMenuItem>
          ) : null}
          {quota.allowedActions.includes("grant") ? (
            <DropdownMenuItem onSelect={() => setOpen("grant")}>
              <ArrowUp />
              Raise for a time
            </DropdownMenuItem>
          ) : null}
          {quota.allowedActions.includes("archive") ? (
            <DropdownMenuItem danger onSelect={() => setOpen("remove")}>
              <Trash2 />
              Remove limit
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "edit" ? <EditQuotaDialog quota={quota} onClose={close} /> : null}
      {open === "grant" ? <GrantDialog quota={quota} onClose={close} /> : null}
      {open === "remove" ? <RemoveQuota quota={quota} onClose={close} /> : null}
    </>
  );
}

/** What sets a removed quota again. */
function sameAgain(quota: QuotaView): SetQuotaInput {
  const { scope, unit, window, windowDays, anchor, limit, hard, shadow, onStoreDown, maxCallPercent, alertPercents } =
    quota;
  const terms = { unit, window, windowDays, anchor, limit, hard, shadow, onStoreDown, maxCallPercent, alertPercents };
  return { scope: { kind: scope.kind, id: scope.id, modelId: scope.model?.id ?? null }, ...terms };
}

function RemoveQuota({ quota, onClose }: { quota: QuotaView; onClose: () => void }) {
  const archive = useArchiveQuota();
  const restore = useSetQuota();
  const undo = () => {
    restore.mutate(sameAgain(quota));
  };
  const remove = () =>
    archive.mutate(quota.id, {
      onSuccess: () => {
        toastUndo(`${quotaName(quota)} of ${quota.scope.name} has no limit`, undo);
        onClose();
      },
      onError: (error) => toast.error("The limit is still there", { description: error.message }),
    });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Remove the limit on ${quotaName(quota).toLowerCase()}?`}
      consequence={`${quota.scope.name} was limited to ${limitText(quota)}. Without the limit nothing here stops its calls; limits further out still do.`}
      action="Remove limit"
      onConfirm={remove}
      pending={archive.isPending}
    />
  );
}
