"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { projectsQuery } from "../teams/projects-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { type Settings, type SettingsProblems, TOOL_EXAMPLE } from "./settings";

interface SettingsPanelProps {
  settings: Settings;
  onChange: (patch: Partial<Settings>) => void;
  problems: SettingsProblems;
}

const EFFORTS = [
  { value: "default", label: "The model's own" },
  { value: "minimal", label: "Minimal" },
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

/** What holds for every column. Empty fields stay the model's own default. */
export function SettingsPanel({ settings, onChange, problems }: SettingsPanelProps) {
  return (
    <Card className="flex flex-col gap-4 p-4">
      <ProjectChoice value={settings.projectId} onChange={(projectId) => onChange({ projectId })} />
      <Field label="System prompt" optional hint="Said to every model before everything else.">
        <Textarea rows={4} value={settings.system} onChange={(event) => onChange({ system: event.target.value })} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          name="temperature"
          label="Temperature"
          hint="0 is steady, 2 is wild."
          {...{ settings, onChange, problems }}
        />
        <NumberField
          name="topP"
          label="Top P"
          hint="Change this or temperature."
          {...{ settings, onChange, problems }}
        />
        <NumberField
          name="maxTokens"
          label="Most tokens"
          hint="What is held before the call."
          {...{ settings, onChange, problems }}
        />
        <NumberField
          name="seed"
          label="Seed"
          hint="The same again, where kept."
          {...{ settings, onChange, problems }}
        />
      </div>
      <Field label="Stop at" optional hint="Up to four texts, separated by commas.">
        <Input value={settings.stop} onChange={(event) => onChange({ stop: event.target.value })} />
      </Field>
      <Field label="Reasoning effort" hint="For models that think first.">
        <Select
          value={settings.reasoningEffort === "" ? "default" : settings.reasoningEffort}
          onValueChange={(value) =>
            onChange({ reasoningEffort: value === "default" ? "" : (value as Settings["reasoningEffort"]) })
          }
          options={EFFORTS}
        />
      </Field>
      <ToolsField {...{ settings, onChange, problems }} />
    </Card>
  );
}

function ToolsField({ settings, onChange, problems }: SettingsPanelProps) {
  return (
    <div className="flex flex-col items-start gap-2">
      <Field
        label="Tools"
        optional
        hint="Functions as JSON. A model may ask for them; you give the result."
        error={problems.tools}
        className="w-full"
      >
        <Textarea
          rows={settings.tools === "" ? 3 : 10}
          spellCheck={false}
          value={settings.tools}
          onChange={(event) => onChange({ tools: event.target.value })}
          className="font-mono text-xs"
        />
      </Field>
      {settings.tools === "" ? (
        <Button size="sm" variant="ghost" onClick={() => onChange({ tools: TOOL_EXAMPLE })}>
          Insert an example
        </Button>
      ) : null}
    </div>
  );
}

interface NumberFieldProps extends SettingsPanelProps {
  name: "temperature" | "topP" | "maxTokens" | "seed";
  label: string;
  hint: string;
}

function NumberField({ name, label, hint, settings, onChange, problems }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={problems[name]}>
      <Input
        inputMode="decimal"
        value={settings[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
}

/** Projects in which the person may call; the first is chosen by itself. */
function ProjectChoice({ value, onChange }: { value: string | null; onChange: (projectId: string) => void }) {
  const { data: projects } = useQuery(projectsQuery());
  const open = projects?.filter(({ allowedActions }) => allowedActions.includes("create_key"));
  const first = open?.[0]?.id;
  useEffect(() => {
    if (value === null && first !== undefined) onChange(first);
  }, [value, first, onChange]);
  return (
    <Field
      label="Project"
      hint="It pays, and its limits hold."
      error={open?.length === 0 ? "You are in no team with a project. Ask your team lead." : undefined}
    >
      <Combobox
        noun="project"
        value={value}
        onValueChange={onChange}
        choices={open?.map(({ id, name, team }) => ({
          value: id,
          label: `${team.name} / ${name}`,
          keywords: [name, team.name],
        }))}
      />
    </Field>
  );
}
