"use client";

import { Box, CalendarClock, CirclePause, CirclePlay, MoreHorizontal, Pencil, Tag, Trash2 } from "lucide-react";
import { useState } from "react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { toastUndo } from "../ui/toast-undo";
import { ChangeCustodyDialog } from "./change-custody-dialog";
import { ChangeExpiryDialog } from "./change-expiry-dialog";
import { ChangeModelsDialog } from "./change-models-dialog";
import { DescribeKeyDialog } from "./describe-key-dialog";
import { useSetKeyEnabled } from "./keys-queries";
import { RevokeKeyDialog } from "./revoke-key-dialog";

type Open = "describe" | "models" | "expiry" | "custody" | "revoke";

/** What the signed-in person may do with the key; nothing when that is nothing. */
export function KeyMenu({ keyDetail }: { keyDetail: KeyDetail }) {
  const [open, setOpen] = useState<Open | null>(null);
  const pause = usePause(keyDetail);
  const may = (action: KeyDetail["allowedActions"][number]) => keyDetail.allowedActions.includes(action);
  if (keyDetail.allowedActions.length === 0) return null;
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More actions">
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {may("update") ? <ChangeItems onOpen={setOpen} /> : null}
          {pause ? (
            <DropdownMenuItem onSelect={pause.change}>
              {pause.enable ? <CirclePlay /> : <CirclePause />}
              {pause.enable ? "Enable key" : "Disable key"}
            </DropdownMenuItem>
          ) : null}
          {may("revoke") ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem danger onSelect={() => setOpen("revoke")}>
                <Trash2 />
                Revoke key
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "describe" ? <DescribeKeyDialog keyDetail={keyDetail} onClose={close} /> : null}
      {open === "models" ? <ChangeModelsDialog keyDetail={keyDetail} onClose={close} /> : null}
      {open === "expiry" ? <ChangeExpiryDialog keyDetail={keyDetail} onClose={close} /> : null}
      {open === "custody" ? <ChangeCustodyDialog keyDetail={keyDetail} onClose={close} /> : null}
      {open === "revoke" ? <RevokeKeyDialog keyDetail={keyDetail} onClose={close} /> : null}
    </>
  );
}

function ChangeItems({ onOpen }: { onOpen: (open: Open) => void }) {
  return (
    <>
      <DropdownMenuItem onSelect={() => onOpen("describe")}>
        <Pencil />
        Rename
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => onOpen("models")}>
        <Box />
        Change models
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => onOpen("expiry")}>
        <CalendarClock />
        Change expiry
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => onOpen("custody")}>
        <Tag />
        Owner, tags and guard
      </DropdownMenuItem>
    </>
  );
}

/** The mutation lives outside the menu, which is gone once an item is chosen. */
function usePause(keyDetail: KeyDetail): { enable: boolean; change: () => void } | null {
  const setEnabled = useSetKeyEnabled(keyDetail.id);
  const enable = keyDetail.allowedActions.includes("enable");
  if (!enable && !keyDetail.allowedActions.includes("disable")) return null;
  const change = () =>
    setEnabled.mutate(enable, {
      onSuccess: () =>
        toastUndo(enable ? "The key works again" : "The key is disabled: every call is refused", () =>
          setEnabled.mutate(!enable),
        ),
    });
  return { enable, change };
}
