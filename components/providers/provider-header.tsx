"use client";

import { CirclePause, CirclePlay, MoreHorizontal, Pencil, PlugZap } from "lucide-react";
import { useState } from "react";
import type { ConnectionTest, ProviderDetail } from "@/lib/admin-api/client/providers";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { CopyableId } from "../ui/copyable-id";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { PageHeader } from "../ui/page-header";
import { toastUndo } from "../ui/toast-undo";
import { ConnectionTestResult } from "./connection-test-result";
import { EditProviderDialog } from "./edit-provider-dialog";
import { ProviderBadges } from "./provider-badges";
import { useSetProviderStatus, useTestProvider } from "./providers-queries";

export interface ProviderHeaderProps {
  provider: ProviderDetail;
  mayChange: boolean;
}

/** Name, kind and address; test, edit and pause. */
export function ProviderHeader({ provider, mayChange }: ProviderHeaderProps) {
  const test = useTestProvider();
  const [found, setFound] = useState<ConnectionTest | null>(null);
  const run = () => test.mutate({ providerId: provider.id }, { onSuccess: setFound });
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={provider.name}
        meta={
          <>
            {provider.simulated ? null : <Badge>{provider.adapterTitle}</Badge>}
            <ProviderBadges provider={provider} />
          </>
        }
        description={
          provider.simulated ? (
            "Built in: it never opens a connection."
          ) : (
            <CopyableId id={provider.baseUrl} what="base URL" className="relative -left-1" />
          )
        }
        actions={
          mayChange ? (
            <>
              {provider.canTest ? (
                <Button onClick={run} pending={test.isPending}>
                  <PlugZap />
                  Test connection
                </Button>
              ) : null}
              <ProviderMenu provider={provider} />
            </>
          ) : null
        }
      />
      <ConnectionTestResult result={found} error={test.error} />
    </div>
  );
}

function ProviderMenu({ provider }: { provider: ProviderDetail }) {
  const [open, setOpen] = useState<"edit" | "disable" | null>(null);
  const setStatus = useSetProviderStatus(provider.id);
  const active = provider.status === "active";
  const change = (status: ProviderDetail["status"]) =>
    setStatus.mutate(status, {
      onSuccess: () =>
        toastUndo(status === "active" ? `Calls reach ${provider.name} again` : `${provider.name} is disabled`, () =>
          setStatus.mutate(active ? "active" : "disabled"),
        ),
    });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More actions">
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("edit")}>
            <Pencil />
            Edit
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => (active ? setOpen("disable") : change("active"))}>
            {active ? <CirclePause /> : <CirclePlay />}
            {active ? "Disable provider" : "Enable provider"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "edit" ? <EditProviderDialog provider={provider} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        open={open === "disable"}
        onOpenChange={() => setOpen(null)}
        title={`Disable ${provider.name}?`}
        consequence={consequenceOf(provider)}
        action="Disable provider"
        onConfirm={() => {
          setOpen(null);
          change("disabled");
        }}
      />
    </>
  );
}

function consequenceOf(provider: ProviderDetail): string {
  const active = provider.deployments.filter((deployment) => deployment.status === "active");
  const models = new Set(active.map((deployment) => deployment.modelName)).size;
  if (models === 0) return "No model calls it now, so nothing breaks. You can enable it again at any time.";
  const which = models === 1 ? `Model ${active[0]?.modelName} calls it` : `${models} models call it`;
  return `${which}. Calls go to their other deployments, and those without one are refused until you enable it again.`;
}
