"use client";

import { useState } from "react";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import {
  checkDestinationDraft,
  type DestinationDraft,
  destinationInputOf,
  EMPTY_DESTINATION,
} from "./destination-draft";
import { MailFields } from "./mail-fields";
import { useAddNoticeDestination } from "./notices-queries";
import { RoutingFields } from "./routing-fields";
import { SecretOnce } from "./secret-once";

const KINDS = [
  { value: "webhook", label: "Webhook", hint: "Signed as Standard Webhooks says, tried for a day" },
  { value: "slack", label: "Slack", hint: "An incoming webhook of a channel" },
  { value: "mail", label: "Mail", hint: "Your mail server: to a list, and to the people concerned" },
] as const;

/** A new destination; a webhook's signing secret is shown once. */
export function AddDestination({ onClose }: { onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <SecretOnce title="The webhook is added" secret={secret} onDone={onClose} />;
  return <AddDialog onClose={onClose} onAdded={(shown) => (shown === null ? onClose() : setSecret(shown))} />;
}

function AddDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (secret: string | null) => void }) {
  const add = useAddNoticeDestination();
  const form = useDraft<DestinationDraft>({
    initial: EMPTY_DESTINATION,
    check: checkDestinationDraft,
    fields: Object.keys(EMPTY_DESTINATION),
    error: add.error,
    send: (draft) => add.mutate(destinationInputOf(draft), { onSuccess: (added) => onAdded(added.secret) }),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title="Add destination"
      description="It is told of everything from now on that you choose here."
      action="Add destination"
      size="lg"
      onClose={onClose}
      onSubmit={form.submit}
      pending={add.isPending}
      refusal={form.refusal}
    >
      <Field label="Kind">
        <RadioCards
          aria-label="Kind"
          value={draft.kind}
          onValueChange={(value) => set({ kind: KINDS.find((one) => one.value === value)?.value ?? "webhook" })}
          options={KINDS}
        />
      </Field>
      <Field label="Name" error={problem("name")}>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
      </Field>
      {draft.kind === "mail" ? <MailFields form={form} /> : <AddressField form={form} />}
      <RoutingFields routing={draft} set={set} />
    </FormDialog>
  );
}

function AddressField({ form: { draft, set, problem } }: { form: DraftForm<DestinationDraft> }) {
  const isSlack = draft.kind === "slack";
  return (
    <Field
      label="Address"
      error={problem("url")}
      {...(isSlack ? { hint: "It is a secret: it is sealed and never shown again." } : {})}
    >
      <Input
        value={draft.url}
        onChange={(event) => set({ url: event.target.value })}
        placeholder={isSlack ? "https://hooks.slack.com/services/…" : "https://ops.example.com/gatehouse"}
        autoComplete="off"
      />
    </Field>
  );
}
