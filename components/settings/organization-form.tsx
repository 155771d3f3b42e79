"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { toast } from "sonner";
import { type Organization, updateOrganization } from "@/lib/admin-api/client/organization";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import type { Choice } from "../ui/choice-list";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

/** Those the browser knows, and the one that holds, which it may know by another name. */
function zoneChoices(current: string): Choice[] {
  const zones = new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  return [...zones].map((zone) => ({ value: zone, label: zone }));
}

/** Name and time zone, to change. */
export function OrganizationForm({ organization }: { organization: Organization }) {
  const client = useQueryClient();
  const choices = useMemo(() => zoneChoices(organization.timeZone), [organization.timeZone]);
  const update = useMutation({
    mutationFn: updateOrganization,
    meta: { ownErrors: true },
    onSuccess: () => {
      toast.success("Organization saved");
      void client.invalidateQueries();
    },
  });
  const form = useDraft({
    initial: { name: organization.name, timeZone: organization.timeZone },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name." : undefined }),
    fields: ["name", "timeZone"],
    error: update.error,
    send: ({ name, timeZone }) => update.mutate({ name: name.trim(), timeZone }),
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
      <Field label="Name" error={form.problem("name")}>
        <Input value={form.draft.name} onChange={(event) => form.set({ name: event.target.value })} />
      </Field>
      <Field
        label="Time zone"
        hint="Days, weeks, months and quarters of limits and charts begin at midnight here. What was used in windows that run still counts after a change."
        error={form.problem("timeZone")}
      >
        <Combobox
          noun="time zones"
          choices={choices}
          value={form.draft.timeZone}
          onValueChange={(timeZone) => form.set({ timeZone })}
        />
      </Field>
      <div>
        <Button type="submit" pending={update.isPending} disabled={!form.changed}>
          Save organization
        </Button>
      </div>
    </form>
  );
}
