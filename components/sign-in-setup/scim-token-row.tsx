"use client";

import { useState } from "react";
import { toast } from "sonner";
import type { ScimToken, ScimTokenWithSecret } from "@/lib/admin-api/client/scim-tokens";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { RotateScimTokenDialog, type ScimTokenProposal } from "./scim-token-dialogs";
import { useRevokeScimToken } from "./sign-in-setup-queries";

const STATUS = {
  active: { tone: "good", label: "Active" },
  retiring: { tone: "warn", label: "Replaced" },
  expired: { tone: "neutral", label: "Ended" },
  revoked: { tone: "neutral", label: "Revoked" },
} as const;

interface ScimTokenRowProps {
  token: ScimToken;
  onMade: (made: ScimTokenWithSecret) => void;
  onAsk: (proposal: ScimTokenProposal) => void;
}

/** A directory's token with what may be done with it. */
export function ScimTokenRow({ token, onMade, onAsk }: ScimTokenRowProps) {
  const [open, setOpen] = useState<"rotate" | "revoke" | null>(null);
  const revoke = useRevokeScimToken();
  const may = (action: ScimToken["allowedActions"][number]) => token.allowedActions.includes(action);
  const confirm = () =>
    revoke.mutate(token.id, {
      onSuccess: () => {
        setOpen(null);
        toast.success(`${token.name} no longer opens SCIM`);
      },
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <TokenFacts token={token} />
      <span className="flex gap-2">
        {may("rotate") ? (
          <Button size="sm" onClick={() => setOpen("rotate")}>
            Rotate
          </Button>
        ) : null}
        {may("revoke") ? (
          <Button size="sm" onClick={() => setOpen("revoke")}>
            Revoke
          </Button>
        ) : null}
      </span>
      {open === "rotate" ? (
        <RotateScimTokenDialog
          token={token}
          onClose={() => setOpen(null)}
          onMade={onMade}
          onAsk={(proposal) => {
            setOpen(null);
            onAsk(proposal);
          }}
        />
      ) : null}
      <ConfirmDialog
        open={open === "revoke"}
        onOpenChange={() => setOpen(null)}
        title={`Revoke token ${token.name}?`}
        consequence="The directory that uses it can no longer make, change or end anybody here, from now on."
        action="Revoke token"
        pending={revoke.isPending}
        onConfirm={confirm}
      />
    </li>
  );
}

function TokenFacts({ token }: { token: ScimToken }) {
  const { tone, label } = STATUS[token.status];
  return (
    <div className="min-w-0 flex-1 basis-56">
      <p className="flex flex-wrap items-center gap-2 font-medium text-ink text-sm">
        {token.name} <code className="font-mono font-normal text-faint text-xs">ghs_…{token.last4}</code>
        <StatusPill tone={tone}>{label}</StatusPill>
      </p>
      <p className="text-faint text-xs">
        Created <TimeCell value={token.createdAt} />
        {token.createdBy ? ` by ${token.createdBy.name}` : ""} · last used <TimeCell value={token.lastUsedAt} />
        {token.status === "retiring" ? (
          <>
            {" "}
            · ends <TimeCell value={token.expiresAt} />
          </>
        ) : null}
      </p>
    </div>
  );
}
