"use client";

import { Plus } from "lucide-react";
import { toast } from "sonner";
import type { Project } from "@/lib/admin-api/client/projects";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { type BrownOutRung, checkRungs, rungsOf, stepsOf, withRung } from "./brown-out-draft";
import { BrownOutRungFields } from "./brown-out-rung-fields";
import { brownOutWords } from "./brown-out-words";
import { useUpdateProject } from "./projects-queries";

const MOST = 10;
const FIELDS = Array.from({ length: MOST }, (_, index) =>
  ["atPercent", "action", "maxTokens", "model"].map((field) => `brownOut.${index}.${field}`),
).flat();

/** What happens as the project's tightest hard limit fills up: to read, or to change. */
export function BrownOutSection({ project, mayChange }: { project: Project; mayChange: boolean }) {
  return (
    <Section
      title="When the budget runs low"
      description="Steps that soften calls before the project's tightest hard limit refuses them. Every answer says what was done."
    >
      {mayChange ? <Editor key={JSON.stringify(project.brownOut)} project={project} /> : <Ladder project={project} />}
    </Section>
  );
}

function Ladder({ project }: { project: Project }) {
  if (project.brownOut.length === 0) return <p className="text-muted text-sm">Nothing, until calls are refused.</p>;
  return (
    <ol className="flex flex-col gap-1 text-sm">
      {project.brownOut.map((step) => (
        <li key={step.atPercent} className="text-ink">
          {brownOutWords(step)}
        </li>
      ))}
    </ol>
  );
}

function Editor({ project }: { project: Project }) {
  const update = useUpdateProject(project.id);
  const form = useDraft<{ rungs: BrownOutRung[] }>({
    initial: { rungs: rungsOf(project.brownOut) },
    check: ({ rungs }) => checkRungs(rungs),
    fields: FIELDS,
    error: update.error,
    send: ({ rungs }) => update.mutate({ brownOut: stepsOf(rungs) }, { onSuccess: () => toast.success("Steps saved") }),
  });
  const { rungs } = form.draft;
  const change = (id: number, patch: Partial<BrownOutRung>) =>
    form.set({ rungs: rungs.map((rung) => (rung.id === id ? { ...rung, ...patch } : rung)) });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-3">
      {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
      {rungs.length === 0 ? (
        <p className="text-muted text-sm">
          Nothing happens until calls are refused. A warning at 80 percent is a good first step.
        </p>
      ) : (
        <Card>
          <ol>
            {rungs.map((rung, index) => (
              <BrownOutRungFields
                key={rung.id}
                rung={rung}
                number={index + 1}
                onChange={(patch) => change(rung.id, patch)}
                onRemove={() => form.set({ rungs: rungs.filter((one) => one.id !== rung.id) })}
                problem={(field) => form.problem(`brownOut.${index}.${field}`)}
              />
            ))}
          </ol>
        </Card>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => form.set({ rungs: withRung(rungs) })} disabled={rungs.length >= MOST}>
          <Plus />
          Add step
        </Button>
        {form.changed ? (
          <Button type="submit" variant="primary" pending={update.isPending}>
            Save steps
          </Button>
        ) : null}
      </div>
    </form>
  );
}
