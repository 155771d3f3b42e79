"use client";

import { CirclePause, CirclePlay, MoreHorizontal, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { ModelView } from "@/lib/admin-api/client/models";
import { Button } from "../ui/button";
import { CopyableId } from "../ui/copyable-id";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { PageHeader } from "../ui/page-header";
import { toastUndo } from "../ui/toast-undo";
import { AddDeploymentDialog } from "./add-deployment-dialog";
import { EditModelDialog } from "./edit-model-dialog";
import { ModelStatus, SimulatedBadge } from "./model-badges";
import { useSetModelStatus } from "./models-queries";

export interface ModelHeaderProps {
  model: ModelView;
  mayChange: boolean;
}

/** The name that callers use, whether it can be called, and what may be done with it. */
export function ModelHeader({ model, mayChange }: ModelHeaderProps) {
  const [open, setOpen] = useState<"deployment" | "edit" | null>(null);
  const setStatus = useSetModelStatus(model.id);
  const active = model.status === "active";
  const toggle = () => {
    const [next, before] = active ? (["disabled", "active"] as const) : (["active", "disabled"] as const);
    setStatus.mutate(next, {
      onSuccess: () =>
        toastUndo(active ? `Calls of ${model.name} are refused` : `${model.name} can be called again`, () =>
          setStatus.mutate(before),
        ),
    });
  };
  return (
    <>
      <PageHeader
        title={model.title}
        meta={
          <>
            <ModelStatus model={model} />
            {model.simulated ? <SimulatedBadge /> : null}
            <CopyableId id={model.name} what="model name" />
          </>
        }
        actions={
          mayChange ? (
            <>
              <Button onClick={() => setOpen("deployment")}>
                <Plus />
                Add deployment
              </Button>
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
                  <DropdownMenuItem onSelect={toggle}>
                    {active ? <CirclePause /> : <CirclePlay />}
                    {active ? "Disable model" : "Enable model"}
                  </DropdownMenuItem>
                </DropdownMenuContent>
              </DropdownMenu>
            </>
          ) : null
        }
      />
      {open === "deployment" ? <AddDeploymentDialog model={model} onClose={() => setOpen(null)} /> : null}
      {open === "edit" ? <EditModelDialog model={model} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
