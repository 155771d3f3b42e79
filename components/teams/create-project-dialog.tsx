"use client";

import { toast } from "sonner";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { ProjectFields } from "./project-fields";
import { useCreateProject } from "./projects-queries";

export interface CreateProjectDialogProps {
  team: { id: string; name: string };
  onClose: () => void;
}

/** A new project of a team. */
export function CreateProjectDialog({ team, onClose }: CreateProjectDialogProps) {
  const create = useCreateProject();
  const form = useDraft({
    initial: { name: "", costCentre: "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name, such as Query rewriting." : undefined }),
    fields: ["name", "costCentre"],
    error: create.error,
    send: ({ name, costCentre }) =>
      create.mutate(
        { teamId: team.id, name: name.trim(), costCentre: costCentre.trim() || null },
        {
          onSuccess: (project) => {
            toast.success(`Project ${project.name} is ready for keys`);
            onClose();
          },
        },
      ),
  });
  return (
    <FormDialog
      title={`Create a project in ${team.name}`}
      action="Create project"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <ProjectFields form={form} />
    </FormDialog>
  );
}
