"use client";

import { toast } from "sonner";
import type { Project } from "@/lib/admin-api/client/projects";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { ProjectFields } from "./project-fields";
import { useUpdateProject } from "./projects-queries";

/** Name and cost centre, to read or to change. */
export function ProjectForm({ project, mayChange }: { project: Project; mayChange: boolean }) {
  const update = useUpdateProject(project.id);
  const form = useDraft({
    initial: { name: project.name, costCentre: project.costCentre ?? "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name." : undefined }),
    fields: ["name", "costCentre"],
    error: update.error,
    send: ({ name, costCentre }) =>
      update.mutate(
        { name: name.trim(), costCentre: costCentre.trim() || null },
        { onSuccess: () => toast.success("Project saved") },
      ),
  });
  if (!mayChange) {
    return (
      <Section title="About this project">
        <DefinitionList items={[{ term: "Cost centre", value: project.costCentre ?? "none" }]} />
      </Section>
    );
  }
  return (
    <Section title="About this project">
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        <ProjectFields form={form} />
        <div>
          <Button type="submit" pending={update.isPending} disabled={!form.changed}>
            Save project
          </Button>
        </div>
      </form>
    </Section>
  );
}
