"use client";

import { useRouter } from "next/navigation";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useCreateTeam } from "./teams-queries";

/** A new team; its page follows, where projects and members are added. */
export function CreateTeamDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateTeam();
  const router = useRouter();
  const form = useDraft({
    initial: { name: "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name, such as Search." : undefined }),
    fields: ["name"],
    error: create.error,
    send: ({ name }) => create.mutate({ name: name.trim() }, { onSuccess: (team) => router.push(`/teams/${team.id}`) }),
  });
  return (
    <FormDialog
      title="Create team"
      description="A team has members and projects, and may have limits of its own."
      action="Create team"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <Field label="Name" error={form.problem("name")}>
        <Input
          value={form.draft.name}
          onChange={(event) => form.set({ name: event.target.value })}
          placeholder="Search"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
