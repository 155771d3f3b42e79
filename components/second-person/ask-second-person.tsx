"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import type { ProposalInput } from "@/lib/admin-api/client/access-requests";
import { useCreateAccessRequest } from "../access-requests/access-requests-queries";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";

export interface AskSecondPersonProps {
  /** What was refused to one person alone. */
  proposal: ProposalInput;
  onClose: () => void;
}

/** Where a change takes two people: asks another owner or admin for exactly what was just tried. */
export function AskSecondPerson({ proposal, onClose }: AskSecondPersonProps) {
  const router = useRouter();
  const create = useCreateAccessRequest();
  const form = useDraft({
    initial: { reason: "" },
    fields: ["reason"],
    error: create.error,
    send: ({ reason }) =>
      create.mutate(
        { proposal, reason: reason.trim() },
        {
          onSuccess: ({ id }) => {
            toast.success("Asked", { description: "Nothing is changed until another owner or admin approves." });
            router.push(`/access-requests/${id}`);
          },
        },
      ),
  });
  return (
    <FormDialog
      title="This takes two people"
      description="Another owner or admin sees exactly this change and approves it. Until then nothing is changed."
      action="Ask for approval"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <Field label="What is it for?" hint="Whoever decides reads this." error={form.problem("reason")}>
        <Textarea
          value={form.draft.reason}
          onChange={(event) => form.set({ reason: event.target.value })}
          maxLength={2000}
        />
      </Field>
    </FormDialog>
  );
}
