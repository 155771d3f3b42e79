"use client";

import { toast } from "sonner";
import type { Project } from "@/lib/admin-api/client/projects";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { useArchiveProject } from "./projects-queries";
import { counted } from "./team-words";

/** The end of a project and its keys; its name must be typed when keys would end with it. */
export function ArchiveProjectDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const archive = useArchiveProject();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Archive project ${project.name}?`}
      consequence={
        project.keyCount === 0
          ? "It has no keys. It leaves every list; its records and charts stay."
          : `Its ${counted(project.keyCount, "key")} ${project.keyCount === 1 ? "stops" : "stop"} working within two seconds, for good.`
      }
      action="Archive project"
      pending={archive.isPending}
      {...(project.keyCount > 0 ? { typeToConfirm: project.name } : {})}
      onConfirm={() =>
        archive.mutate(project.id, {
          onSuccess: () => {
            toast.success(`Project ${project.name} is archived`);
            onClose();
          },
          onError: (error) => toast.error(`Project ${project.name} is not archived`, { description: error.message }),
        })
      }
    />
  );
}
