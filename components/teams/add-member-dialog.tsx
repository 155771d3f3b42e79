"use client";

import { useQuery } from "@tanstack/react-query";
import type { AddTeamMemberInput, TeamDetail, TeamRoleName } from "@/lib/admin-api/client/teams";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { holds, meQuery } from "../shell/session-queries";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { peopleQuery } from "./people-queries";
import { TEAM_ROLES } from "./team-words";
import { useAddTeamMember } from "./teams-queries";

interface MemberDraft {
  personId: string | null;
  email: string;
  role: TeamRoleName;
}

/** Somebody who has an account joins the team: chosen from the list, or by e-mail for leads who may not read it. */
export function AddMemberDialog({ team, onClose }: { team: TeamDetail; onClose: () => void }) {
  const add = useAddTeamMember(team.id);
  const { data: me } = useQuery(meQuery());
  const mayList = me !== undefined && holds(me, "people:read");
  const form = useDraft<MemberDraft>({
    initial: { personId: null, email: "", role: "member" },
    check: (draft) => (mayList ? { personId: choiceProblem(draft) } : { email: emailProblem(draft) }),
    fields: ["personId", "email", "role"],
    error: add.error,
    send: (draft) => add.mutate(inputOf(draft), { onSuccess: onClose }),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title={`Add a member to ${team.name}`}
      description="For somebody without an account, invite them on the teams page first."
      action="Add member"
      onClose={onClose}
      onSubmit={form.submit}
      pending={add.isPending}
      refusal={form.refusal}
      size="sm"
    >
      {mayList ? (
        <Field label="Person" error={problem("personId")}>
          <PersonBox team={team} value={draft.personId} onValueChange={(personId) => set({ personId })} />
        </Field>
      ) : (
        <Field label="E-mail" error={problem("email")}>
          <Input
            type="email"
            value={draft.email}
            onChange={(event) => set({ email: event.target.value })}
            placeholder="ada@example.com"
          />
        </Field>
      )}
      <Field label="Role" error={problem("role")}>
        <RadioCards
          aria-label="Role"
          value={draft.role}
          onValueChange={(role) => set({ role: role === "lead" ? "lead" : "member" })}
          options={TEAM_ROLES}
        />
      </Field>
    </FormDialog>
  );
}

interface PersonBoxProps {
  team: TeamDetail;
  value: string | null;
  onValueChange: (personId: string) => void;
}

/** Active people who are not in the team yet. */
function PersonBox({ team, ...box }: PersonBoxProps) {
  const { data: people } = useQuery(peopleQuery());
  const inside = new Set(team.members.map((member) => member.personId));
  const choices = people
    ?.filter((person) => person.status === "active" && !inside.has(person.id))
    .map(({ id, name, email }) => ({ value: id, label: name, hint: email, keywords: [email] }));
  return <Combobox noun="person" choices={choices} {...box} />;
}

const choiceProblem = (draft: MemberDraft) => (draft.personId === null ? "Choose a person." : undefined);
const emailProblem = (draft: MemberDraft) => (draft.email.includes("@") ? undefined : "Type an e-mail address.");

function inputOf({ personId, email, role }: MemberDraft): AddTeamMemberInput {
  return personId === null ? { email: email.trim(), role } : { personId, role };
}
