"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { projectsQuery } from "../teams/projects-queries";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { KEY_HELP } from "./key-help";

export interface ProjectFieldProps {
  value: string | null;
  onChange: (projectId: string) => void;
  error?: string | undefined;
}

/** A project in which the signed-in person may issue keys; the only one is chosen by itself. */
export function ProjectField({ value, onChange, error }: ProjectFieldProps) {
  const { data: projects } = useQuery(projectsQuery());
  const open = useMemo(() => projects?.filter((project) => project.allowedActions.includes("create_key")), [projects]);
  const only = open?.length === 1 ? open[0]?.id : undefined;
  useEffect(() => {
    if (value === null && only) onChange(only);
  }, [value, only, onChange]);
  if (open?.length === 0) {
    return (
      <Notice kind="warn" title="There is no project to issue a key in">
        A key belongs to a project.{" "}
        <Link href="/teams" className="underline">
          Create one
        </Link>
        , or ask your team lead.
      </Notice>
    );
  }
  return (
    <Field
      label="Project"
      help={KEY_HELP.project}
      hint="It pays for the calls, and its limits hold for the key."
      error={error}
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
