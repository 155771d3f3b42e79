"use client";

import { useQuery } from "@tanstack/react-query";
import type { NoticeSeverity, NoticeTopic } from "@/lib/admin-api/client/notices";
import { teamsQuery } from "../teams/teams-queries";
import { MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { LEAST_SEVERITIES, TOPIC_CHOICES } from "./notice-words";

export interface Routing {
  topics: NoticeTopic[];
  leastSeverity: NoticeSeverity;
  teamIds: string[];
}

/** What a destination is told of. */
export function RoutingFields({ routing, set }: { routing: Routing; set: (patch: Partial<Routing>) => void }) {
  const { data: teams } = useQuery(teamsQuery());
  const topics = new Set(TOPIC_CHOICES.map(({ value }) => value));
  const isTopic = (value: string): value is NoticeTopic => topics.has(value as NoticeTopic);
  return (
    <>
      <Field label="About" hint="Nothing chosen: everything">
        <MultiCombobox
          noun="Topic"
          placeholder="Everything"
          choices={TOPIC_CHOICES}
          value={routing.topics}
          onValueChange={(next) => set({ topics: next.filter(isTopic) })}
        />
      </Field>
      <Field label="How bad">
        <Select
          value={routing.leastSeverity}
          options={LEAST_SEVERITIES}
          onValueChange={(next) =>
            set({ leastSeverity: LEAST_SEVERITIES.find(({ value }) => value === next)?.value ?? "info" })
          }
        />
      </Field>
      <Field label="Of teams" hint="Nothing chosen: every team, and the organization">
        <MultiCombobox
          noun="Team"
          placeholder="Every team"
          choices={teams?.map(({ id, name }) => ({ value: id, label: name }))}
          value={routing.teamIds}
          onValueChange={(teamIds) => set({ teamIds })}
        />
      </Field>
    </>
  );
}
