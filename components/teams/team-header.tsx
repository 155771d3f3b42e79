"use client";

import { Archive, MoreHorizontal, Pencil } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { TeamDetail } from "@/lib/admin-api/client/teams";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PageHeader } from "../ui/page-header";
import { StatusPill } from "../ui/status-pill";
import { counted } from "./team-words";
import { useArchiveTeam, useUpdateTeam } from "./teams-queries";

/** The team's name and size, and what may be done with it. */
export function TeamHeader({ team }: { team: TeamDetail }) {
  const [open, setOpen] = useState<"rename" | "archive" | null>(null);
  const mayRename = team.allowedActions.includes("rename");
  const mayArchive = team.allowedActions.includes("archive");
  const sizes = [
    counted(team.projectCount, "project"),
    counted(team.memberCount, "member"),
    counted(team.keyCount, "key"),
    ...(team.costCentre === null ? [] : [`cost centre ${team.costCentre}`]),
  ];
  return (
    <>
      <PageHeader
        title={team.name}
        meta={team.archivedAt ? <StatusPill tone="neutral">Archived</StatusPill> : null}
        description={sizes.join(" · ")}
        actions={
          mayRename || mayArchive ? (
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button size="icon" aria-label="More actions">
                  <MoreHorizontal />
                </Button>
              </DropdownMenuTrigger>
              <DropdownMenuContent>
                {mayRename ? (
                  <DropdownMenuItem onSelect={() => setOpen("rename")}>
                    <Pencil />
                    Name and cost centre
                  </DropdownMenuItem>
                ) : null}
                {mayArchive ? (
                  <DropdownMenuItem danger onSelect={() => setOpen("archive")}>
                    <Archive />
                    Archive team
                  </DropdownMenuItem>
                ) : null}
              </DropdownMenuContent>
            </DropdownMenu>
          ) : null
        }
      />
      {open === "rename" ? <EditTeamDialog team={team} onClose={() => setOpen(null)} /> : null}
      {open === "archive" ? <ArchiveTeamDialog team={team} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

interface TeamDialogProps {
  team: TeamDetail;
  onClose: () => void;
}

function EditTeamDialog({ team, onClose }: TeamDialogProps) {
  const update = useUpdateTeam(team.id);
  const form = useDraft({
    initial: { name: team.name, costCentre: team.costCentre ?? "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name." : undefined }),
    fields: ["name", "costCentre"],
    error: update.error,
    send: ({ name, costCentre }) =>
      update.mutate({ name: name.trim(), costCentre: costCentre.trim() || null }, { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title={`Team ${team.name}`}
      action="Save team"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
      size="sm"
    >
      <Field label="Name" error={form.problem("name")}>
        <Input value={form.draft.name} onChange={(event) => form.set({ name: event.target.value })} />
      </Field>
      <Field
        label="Cost centre"
        optional
        hint="Pays for the projects that name none of their own."
        error={form.problem("costCentre")}
      >
        <Input value={form.draft.costCentre} onChange={(event) => form.set({ costCentre: event.target.value })} />
      </Field>
    </FormDialog>
  );
}

function ArchiveTeamDialog({ team, onClose }: TeamDialogProps) {
  const archive = useArchiveTeam(team.id);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Archive team ${team.name}?`}
      consequence={
        team.projectCount > 0
          ? `It still has ${counted(team.projectCount, "project")}. Archive ${team.projectCount === 1 ? "it" : "them"} first: that also ends the keys.`
          : "It leaves every list. Its members keep their accounts, its records and charts stay."
      }
      action="Archive team"
      pending={archive.isPending}
      onConfirm={() =>
        archive.mutate(undefined, {
          onSuccess: () => {
            toast.success(`Team ${team.name} is archived`);
            onClose();
          },
          onError: (error) => toast.error(`Team ${team.name} is not archived`, { description: error.message }),
        })
      }
    />
  );
}
