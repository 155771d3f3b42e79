"use client";

import { toast } from "sonner";
import type { OrganizationRoleName, Person } from "@/lib/admin-api/client/people";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { RadioCards } from "../ui/radio-cards";
import { useSetPersonRole } from "./people-queries";
import { ORGANIZATION_ROLES, roleWord } from "./team-words";

/** What somebody may do in the whole organization. The last owner stays an owner. */
export function PersonRoleDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const change = useSetPersonRole();
  const form = useDraft<{ role: OrganizationRoleName }>({
    initial: { role: person.role },
    fields: ["role"],
    error: change.error,
    send: ({ role }) =>
      change.mutate(
        { personId: person.id, role },
        {
          onSuccess: () => {
            toast.success(`${person.name} is now ${roleWord(role).toLowerCase()}`);
            onClose();
          },
        },
      ),
  });
  const choose = (value: string) => {
    const role = ORGANIZATION_ROLES.find((one) => one.value === value)?.value;
    if (role) form.set({ role });
  };
  return (
    <FormDialog
      title={`Role of ${person.name}`}
      description="It takes effect with their next click."
      action="Change role"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
      size="sm"
    >
      <Field label="Role in the organization" error={form.problem("role")}>
        <RadioCards
          aria-label="Role in the organization"
          value={form.draft.role}
          onValueChange={choose}
          options={ORGANIZATION_ROLES}
        />
      </Field>
    </FormDialog>
  );
}
