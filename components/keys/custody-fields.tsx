"use client";

import { useQuery } from "@tanstack/react-query";
import { teamQuery } from "../teams/teams-queries";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { type CustodyDraft, ON_RUNAWAY } from "./custody";
import { KEY_HELP } from "./key-help";

export interface CustodyFieldsProps {
  /** The team whose members may own the key; null while no project is chosen. */
  teamId: string | null;
  value: CustodyDraft;
  onChange: (patch: Partial<CustodyDraft>) => void;
  problem: (path: string) => string | undefined;
}

const NOBODY = { value: "", label: "Nobody" };

const ATTRIBUTION = [
  { value: "no", label: "No", hint: "What its calls say about users and tags counts nowhere." },
  { value: "yes", label: "Yes", hint: "Calls may name an end user and further tags, and count in their limits." },
];

/** Owner, tags, attribution and the runaway guard of a key. */
export function CustodyFields({ teamId, value, onChange, problem }: CustodyFieldsProps) {
  const chooseOnRunaway = (next: string) => {
    const onRunaway = ON_RUNAWAY.find((one) => one.value === next)?.value;
    if (onRunaway) onChange({ onRunaway });
  };
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <OwnerField
          teamId={teamId}
          value={value.ownerId}
          onChange={(ownerId) => onChange({ ownerId })}
          error={problem("ownerId")}
        />
        <Field
          label="Tags"
          optional
          help={KEY_HELP.tags}
          hint="name=value, separated by commas; on every call."
          error={problem("tags")}
        >
          <Input
            value={value.tags}
            onChange={(event) => onChange({ tags: event.target.value })}
            placeholder="feature=search, env=prod"
            autoComplete="off"
          />
        </Field>
      </div>
      <Field label="May its calls name end users and tags?" help={KEY_HELP.attribution} error={problem("mayAttribute")}>
        <RadioCards
          aria-label="May its calls name end users and tags?"
          value={value.mayAttribute ? "yes" : "no"}
          onValueChange={(next) => onChange({ mayAttribute: next === "yes" })}
          options={ATTRIBUTION}
        />
      </Field>
      <Field
        label="When it runs away"
        help={KEY_HELP.runaway}
        hint="When its spend would end a budget early, or one prompt repeats in a loop."
        error={problem("onRunaway")}
      >
        <RadioCards
          aria-label="When it runs away"
          value={value.onRunaway}
          onValueChange={chooseOnRunaway}
          options={ON_RUNAWAY}
        />
      </Field>
    </>
  );
}

interface OwnerFieldProps {
  teamId: string | null;
  value: string;
  onChange: (ownerId: string) => void;
  error: string | undefined;
}

function OwnerField({ teamId, value, onChange, error }: OwnerFieldProps) {
  const { data: team } = useQuery({ ...teamQuery(teamId ?? ""), enabled: teamId !== null });
  const members = team?.members.map(({ personId, name, email }) => ({ value: personId, label: name, hint: email }));
  return (
    <Field
      label="Owner"
      optional
      help={KEY_HELP.owner}
      hint="Its calls count in the limits of this person too."
      error={error}
    >
      <Combobox
        noun="person"
        value={value}
        onValueChange={onChange}
        choices={[NOBODY, ...(members ?? [])]}
        disabled={teamId === null}
      />
    </Field>
  );
}
