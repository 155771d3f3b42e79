"use client";

import type { ScimToken, ScimTokenWithSecret } from "@/lib/admin-api/client/scim-tokens";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { needsSecondPerson } from "../second-person/needs-second-person";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { useCreateScimToken, useRotateScimToken } from "./sign-in-setup-queries";

interface NewTokenProps {
  onClose: () => void;
  onMade: (made: ScimTokenWithSecret) => void;
  /** It takes two people: this is what to ask for. */
  onAsk: (proposal: ScimTokenProposal) => void;
}

/** A token to be, or one to be rotated. */
export interface ScimTokenProposal {
  kind: "scim_token";
  name: string;
  replaces: string | null;
}

/** Names a new token. */
export function CreateScimTokenDialog({ onClose, onMade, onAsk }: NewTokenProps) {
  const create = useCreateScimToken();
  const form = useDraft({
    initial: { name: "" },
    fields: ["name"],
    check: ({ name }) => ({ name: name.trim() === "" ? "Name the directory." : undefined }),
    error: create.error,
    send: ({ name }) =>
      create.mutate(
        { name },
        {
          onSuccess: (made) => {
            onClose();
            onMade(made);
          },
          onError: (error) => {
            if (needsSecondPerson(error)) onAsk({ kind: "scim_token", name: name.trim(), replaces: null });
          },
        },
      ),
  });
  return (
    <FormDialog
      title="Create a SCIM token"
      description="It opens SCIM and nothing else."
      action="Create token"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <Field label="Name" hint="Which directory will use it" error={form.problem("name")}>
        <Input
          value={form.draft.name}
          placeholder="Entra provisioning"
          onChange={(event) => form.set({ name: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}

const OVERLAPS = [
  { value: "0", label: "Stops at once" },
  { value: "1", label: "1 hour" },
  { value: "24", label: "1 day" },
  { value: "168", label: "7 days" },
];

/** Makes a token in the place of one, which works for a while yet. */
export function RotateScimTokenDialog({ token, onClose, onMade, onAsk }: NewTokenProps & { token: ScimToken }) {
  const rotate = useRotateScimToken();
  const form = useDraft({
    initial: { overlap: "24" },
    fields: ["overlapHours"],
    error: rotate.error,
    send: ({ overlap }) =>
      rotate.mutate(
        { id: token.id, overlapHours: Number(overlap) },
        {
          onSuccess: (made) => {
            onClose();
            onMade(made);
          },
          onError: (error) => {
            if (needsSecondPerson(error)) onAsk({ kind: "scim_token", name: token.name, replaces: token.id });
          },
        },
      ),
  });
  return (
    <FormDialog
      title={`Rotate token ${token.name}`}
      description="You get a new one; enter it at the directory while the old one still works."
      action="Rotate token"
      onClose={onClose}
      onSubmit={form.submit}
      pending={rotate.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <Field label="The old token works for" error={form.problem("overlapHours")}>
        <Select value={form.draft.overlap} options={OVERLAPS} onValueChange={(overlap) => form.set({ overlap })} />
      </Field>
    </FormDialog>
  );
}
