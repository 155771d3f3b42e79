"use client";

import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { ApiToken } from "@/lib/admin-api/client/api-tokens";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { formatRelative } from "../ui/format/format-time";
import { useNow } from "../ui/use-now";
import { useRevokeApiToken } from "./api-tokens-queries";
import { RotateToken } from "./rotate-token";

/** What can be done with one token. */
export function TokenMenu({ token }: { token: ApiToken }) {
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const { allowedActions, name } = token;
  const may = (action: ApiToken["allowedActions"][number]) => allowedActions.includes(action);
  if (!may("rotate") && !may("revoke")) return null;
  const close = () => setAsked(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Change token ${name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {may("rotate") ? (
            <DropdownMenuItem onSelect={() => setAsked("rotate")}>
              <RefreshCw />
              Rotate token
            </DropdownMenuItem>
          ) : null}
          {may("revoke") ? (
            <DropdownMenuItem danger onSelect={() => setAsked("revoke")}>
              <Ban />
              Revoke token
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {asked === "rotate" ? <RotateToken token={token} onClose={close} /> : null}
      {asked === "revoke" ? <RevokeTokenDialog token={token} onClose={close} /> : null}
    </>
  );
}

function RevokeTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoke = useRevokeApiToken();
  const now = useNow();
  const used =
    token.lastUsedAt === null ? "It was never used." : `It was last used ${formatRelative(token.lastUsedAt, now)}.`;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke token ${token.name}?`}
      consequence={
        <>
          <p>Whatever uses it is refused at once, for good.</p>
          <p className="mt-2 font-medium text-ink">{used}</p>
        </>
      }
      action="Revoke token"
      pending={revoke.isPending}
      onConfirm={() =>
        revoke.mutate(token.id, {
          onSuccess: () => {
            toast.success(`Token ${token.name} is revoked`);
            onClose();
          },
        })
      }
    />
  );
}
