"use client";

import { useState } from "react";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { RadioCards } from "../ui/radio-cards";
import { useAddDestination } from "./checkpoints-queries";
import {
  checkDestinationDraft,
  type DestinationDraft,
  destinationInputOf,
  EMPTY_DESTINATION,
  KIND_FIELDS,
} from "./destination-draft";

const KINDS = [
  { value: "webhook", label: "Webhook", hint: "Signed as Standard Webhooks says, tried until it arrives" },
  { value: "object_store", label: "Object store", hint: "S3-compatible; an object each, never over another" },
  { value: "file", label: "File", hint: "A line each, in the folder GATEHOUSE_AUDIT_DIR" },
] as const;

/** A new destination; a webhook's signing secret is shown once. */
export function AddDestination({ onClose }: { onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <WebhookSecret secret={secret} onDone={onClose} />;
  return <AddDialog onClose={onClose} onAdded={(shown) => (shown === null ? onClose() : setSecret(shown))} />;
}

function AddDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (secret: string | null) => void }) {
  const add = useAddDestination();
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
      description="Every later checkpoint goes there as well."
      action="Add destination"
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
      <KindFields form={form} />
    </FormDialog>
  );
}

const LABELS: Record<(typeof KIND_FIELDS)["webhook" | "object_store"][number], { label: string; placeholder: string }> =
  {
    url: { label: "Address", placeholder: "https://siem.example.com/gatehouse" },
    endpoint: { label: "Endpoint", placeholder: "https://s3.eu-central-1.example.com" },
    region: { label: "Region", placeholder: "eu-central-1" },
    bucket: { label: "Bucket", placeholder: "audit-evidence" },
    prefix: { label: "Prefix", placeholder: "gatehouse/" },
    accessKeyId: { label: "Access key id", placeholder: "" },
    secretAccessKey: { label: "Secret access key", placeholder: "" },
  };

function KindFields({ form: { draft, set, problem } }: { form: DraftForm<DestinationDraft> }) {
  return KIND_FIELDS[draft.kind].map((field) => (
    <Field key={field} label={LABELS[field].label} optional={field === "prefix"} error={problem(field)}>
      <Input
        type={field === "secretAccessKey" ? "password" : "text"}
        value={draft[field]}
        onChange={(event) => set({ [field]: event.target.value })}
        placeholder={LABELS[field].placeholder}
        autoComplete="off"
      />
    </Field>
  ));
}

function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onDone}
      dismissible={false}
      title="The webhook is added"
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice kind="warn" title="This signing secret is shown only now">
          Whoever receives the checkpoints verifies them with it.
        </Notice>
        <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 break-all font-mono text-ink text-sm">{secret}</code>
          <CopyButton text={secret} what="signing secret" labelled variant="primary" />
        </div>
      </div>
    </Dialog>
  );
}
