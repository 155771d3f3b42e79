"use client";

import type { NoticeDestination } from "@/lib/admin-api/client/notices";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Switch } from "../ui/switch";
import { addressesOf } from "./destination-draft";
import { useUpdateNoticeDestination } from "./notices-queries";
import { type Routing, RoutingFields } from "./routing-fields";

interface EditDraft extends Routing {
  name: string;
  recipients: string;
  mailsPeople: boolean;
}

/** A destination's name and what it is told of. Its address stays: another address is another destination. */
export function EditDestination({ destination, onClose }: { destination: NoticeDestination; onClose: () => void }) {
  const update = useUpdateNoticeDestination(destination.id);
  const isMail = destination.kind === "mail";
  const form = useDraft<EditDraft>({
    initial: {
      name: destination.name,
      topics: destination.topics,
      leastSeverity: destination.leastSeverity,
      teamIds: destination.teams.map(({ id }) => id),
      recipients: destination.recipients.join(", "),
      mailsPeople: destination.mailsPeople,
    },
    check: ({ name }) => ({ name: name.trim() === "" ? "This is needed." : undefined }),
    fields: ["name", "recipients", "mailsPeople", "topics", "leastSeverity", "teamIds"],
    error: update.error,
    send: ({ recipients, mailsPeople, ...rest }) =>
      update.mutate(
        { ...rest, ...(isMail ? { recipients: addressesOf(recipients), mailsPeople } : {}) },
        { onSuccess: onClose },
      ),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title={`Change ${destination.name}`}
      action="Save changes"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
    >
      <Field label="Name" error={problem("name")}>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
      </Field>
      {isMail ? (
        <>
          <Field label="Recipients" optional error={problem("recipients")}>
            <Input value={draft.recipients} onChange={(event) => set({ recipients: event.target.value })} />
          </Field>
          <Switch
            label="Also mail people what concerns them"
            checked={draft.mailsPeople}
            onCheckedChange={(mailsPeople) => set({ mailsPeople })}
          />
        </>
      ) : null}
      <RoutingFields routing={draft} set={set} />
    </FormDialog>
  );
}
