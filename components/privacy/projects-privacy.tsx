"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { type PrivacySettings, type ProjectPrivacyInput, setProjectPrivacy } from "@/lib/admin-api/client/privacy";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { Select } from "../ui/select";
import { tierLabel } from "./tier-words";

type Project = PrivacySettings["projects"][number];
const DAYS = [1, 7, 14, 30, 60, 90, 180, 365];

interface ProjectsPrivacyProps {
  settings: PrivacySettings;
  mayChange: boolean;
}

/** What single projects say of their own. */
export function ProjectsPrivacy({ settings, mayChange }: ProjectsPrivacyProps) {
  return (
    <Section title="Single projects" description="A change takes effect at the gateways within two seconds.">
      {settings.projects.length === 0 ? (
        <p className="text-faint text-sm">There is no project yet.</p>
      ) : (
        <Card>
          <ul>
            {settings.projects.map((project) => (
              <ProjectRow key={project.id} project={project} settings={settings} mayChange={mayChange} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function ProjectRow({ project, settings, mayChange }: ProjectsPrivacyProps & { project: Project }) {
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: (input: ProjectPrivacyInput) => setProjectPrivacy(project.id, input),
    onSuccess: (saved) => {
      client.setQueryData(["privacy"], saved);
      toast.success(`Privacy of ${project.name} saved`);
    },
  });
  const { textTier, textDays } = project.own;
  const dayChoices = [
    ...new Set([...DAYS.filter((days) => days <= settings.recordDays), ...(textDays ? [textDays] : [])]),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-40 flex-1">
        <p className="font-medium text-ink text-sm">{project.name}</p>
        <p className="text-faint text-xs">{project.team.name}</p>
      </div>
      <Select
        aria-label={`Privacy tier of ${project.name}`}
        className="w-64 max-sm:w-full"
        disabled={!mayChange || set.isPending}
        value={textTier ?? "inherit"}
        onValueChange={(tier) => set.mutate({ textTier: tier === "none" || tier === "text" ? tier : null, textDays })}
        options={[
          { value: "inherit", label: `As the organization: ${tierLabel(settings.textTier).toLowerCase()}` },
          { value: "none", label: tierLabel("none") },
          { value: "text", label: tierLabel("text") },
        ]}
      />
      <Select
        aria-label={`Days that text of ${project.name} is kept`}
        className="w-64 max-sm:w-full"
        disabled={!mayChange || set.isPending || project.textTier === "none"}
        value={textDays === null ? "inherit" : String(textDays)}
        onValueChange={(days) => set.mutate({ textTier, textDays: days === "inherit" ? null : Number(days) })}
        options={[
          { value: "inherit", label: `As the organization: ${settings.textDays} days` },
          ...dayChoices
            .toSorted((one, other) => one - other)
            .map((days) => ({ value: String(days), label: `${days} days` })),
        ]}
      />
    </li>
  );
}
