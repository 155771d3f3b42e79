"use client";

import { MoreHorizontal, PlugZap, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { ConnectionTest, CredentialSummary, ProviderDetail } from "@/lib/admin-api/client/providers";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { DeleteCredentialDialog, ReplaceCredentialDialog } from "./credential-dialogs";
import { useTestProvider } from "./providers-queries";
import { testStanding } from "./test-words";

export interface CredentialRowProps {
  provider: ProviderDetail;
  credential: CredentialSummary;
  mayChange: boolean;
}

/** One sealed API key: its end, its last test with what it said, and what may be done with it. */
export function CredentialRow({ provider, credential, mayChange }: CredentialRowProps) {
  const { tone, label } = testStanding(credential);
  return (
    <li className="flex items-start gap-3 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="font-medium text-ink">{credential.name}</span>
          <span className="font-mono text-muted text-xs">…{credential.last4}</span>
          <StatusPill tone={tone}>{label}</StatusPill>
          {credential.lastTestedAt ? <TimeCell value={credential.lastTestedAt} className="text-faint text-xs" /> : null}
        </p>
        <p className="mt-1 text-muted text-xs">{credential.lastTestDetail ?? "It has not been tested yet."}</p>
        <p className="mt-0.5 text-faint text-xs">
          {credential.deploymentCount === 1 ? "1 deployment calls" : `${credential.deploymentCount} deployments call`}{" "}
          with it · {credential.rotatedAt ? "replaced " : "added "}
          <TimeCell value={credential.rotatedAt ?? credential.createdAt} />
        </p>
      </div>
      {mayChange ? <CredentialMenu provider={provider} credential={credential} /> : null}
    </li>
  );
}

function CredentialMenu({ provider, credential }: Omit<CredentialRowProps, "mayChange">) {
  const [open, setOpen] = useState<"replace" | "delete" | null>(null);
  const test = useTestProvider();
  const run = () =>
    test.mutate(
      { providerId: provider.id, credentialId: credential.id },
      { onSuccess: (result) => tell(result, credential.name), onError: (error) => toast.error(error.message) },
    );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" pending={test.isPending} aria-label={`Change ${credential.name}`}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {provider.canTest ? (
            <DropdownMenuItem onSelect={run}>
              <PlugZap />
              Test
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setOpen("replace")}>
            <RefreshCw />
            Replace
          </DropdownMenuItem>
          <DropdownMenuItem danger disabled={credential.deploymentCount > 0} onSelect={() => setOpen("delete")}>
            <Trash2 />
            {credential.deploymentCount > 0 ? "In use, cannot be deleted" : "Delete"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "replace" ? (
        <ReplaceCredentialDialog provider={provider} credential={credential} onClose={() => setOpen(null)} />
      ) : null}
      {open === "delete" ? (
        <DeleteCredentialDialog provider={provider} credential={credential} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

function tell(result: ConnectionTest, name: string): void {
  if (result.ok) toast.success(`${name} works`, { description: result.detail });
  else toast.error(`${name} failed`, { description: result.detail });
}
