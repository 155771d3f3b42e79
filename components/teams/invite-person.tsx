"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { InvitedPerson, OrganizationRoleName } from "@/lib/admin-api/client/people";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { useInvitePerson } from "./people-queries";
import { SignInLinkDialog } from "./sign-in-link-dialog";
import { ORGANIZATION_ROLES } from "./team-words";
import { teamsQuery } from "./teams-queries";

interface InviteDraft {
  name: string;
  email: string;
  role: OrganizationRoleName;
  teamId: string | null;
}

/** An account for somebody, and the link that signs them in once. */
export function InvitePerson({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<InvitedPerson | null>(null);
  if (!invited) return <InviteDialog onClose={onClose} onInvited={setInvited} />;
  return <SignInLinkDialog name={invited.person.name} link={invited.signInLink} onDone={onClose} />;
}

interface InviteDialogProps {
  onClose: () => void;
  onInvited: (invited: InvitedPerson) => void;
}

function InviteDialog({ onClose, onInvited }: InviteDialogProps) {
  const invite = useInvitePerson();
  const form = useDraft<InviteDraft>({
    initial: { name: "", email: "", role: "member", teamId: null },
    check: ({ name, email }) => ({
      name: name.trim() === "" ? "Who is it?" : undefined,
      email: email.includes("@") ? undefined : "Type an e-mail address.",
    }),
    fields: ["name", "email", "role", "teams.0.teamId"],
    error: invite.error,
    send: ({ name, email, role, teamId }) =>
      invite.mutate(
        {
          name: name.trim(),
          email: email.trim(),
          role,
          teams: teamId === null ? [] : [{ teamId, role: "member" }],
        },
        { onSuccess: onInvited },
      ),
  });
  return (
    <FormDialog
      title="Invite person"
      description="Gatehouse sends no mail: you get a one-time link to pass on. There is no password."
      action="Create account and link"
      onClose={onClose}
      onSubmit={form.submit}
      pending={invite.isPending}
      refusal={form.refusal}
    >
      <InviteFields form={form} />
    </FormDialog>
  );
}

function InviteFields({ form }: { form: DraftForm<InviteDraft> }) {
  const { data: teams } = useQuery(teamsQuery());
  const { draft, set, problem } = form;
  const chooseRole = (value: string) => {
    const role = ORGANIZATION_ROLES.find((one) => one.value === value)?.value;
    if (role) set({ role });
  };
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Name" error={problem("name")}>
          <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
        </Field>
        <Field label="E-mail" error={problem("email")}>
          <Input
            type="email"
            value={draft.email}
            onChange={(event) => set({ email: event.target.value })}
            autoComplete="off"
          />
        </Field>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Role in the organization" error={problem("role")}>
          <Select value={draft.role} onValueChange={chooseRole} options={ORGANIZATION_ROLES} />
        </Field>
        <Field label="First team" optional error={problem("teams.0.teamId")}>
          <Combobox
            noun="team"
            value={draft.teamId}
            onValueChange={(teamId) => set({ teamId })}
            choices={teams?.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </div>
    </>
  );
}
