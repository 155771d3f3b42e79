"use client";

import { useState } from "react";
import type { KeyDetail, KeyWithSecret } from "@/lib/admin-api/client/keys";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { RadioCards } from "../ui/radio-cards";
import { workingSecrets } from "./key-words";
import { useRotateKey } from "./keys-queries";
import { SecretOnceDialog } from "./secret-once-dialog";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

const OVERLAPS = [
  { value: String(DAY_S), label: "24 hours", hint: "Time to roll it out; the usual choice" },
  { value: String(7 * DAY_S), label: "7 days", hint: "For many or slow deployments" },
  { value: String(HOUR_S), label: "1 hour", hint: "For one deployment you control" },
  { value: "0", label: "None", hint: "The old secret leaked: stop it at once" },
];

/** A new secret for the key, shown once; those that work now stop after the overlap. */
export function RotateKey({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const [rotated, setRotated] = useState<KeyWithSecret | null>(null);
  if (!rotated) return <RotateDialog keyDetail={keyDetail} onClose={onClose} onRotated={setRotated} />;
  return <SecretOnceDialog issued={rotated} title={`New secret of ${rotated.key.name}`} onDone={onClose} />;
}

interface RotateDialogProps {
  keyDetail: KeyDetail;
  onClose: () => void;
  onRotated: (rotated: KeyWithSecret) => void;
}

function RotateDialog({ keyDetail, onClose, onRotated }: RotateDialogProps) {
  const rotate = useRotateKey(keyDetail.id);
  const form = useDraft({
    initial: { overlap: String(DAY_S) },
    fields: ["overlapSeconds"],
    error: rotate.error,
    send: ({ overlap }) => rotate.mutate({ overlapSeconds: Number(overlap) }, { onSuccess: onRotated }),
  });
  const working = workingSecrets(keyDetail.secrets).length;
  return (
    <FormDialog
      title={`Rotate ${keyDetail.name}`}
      description="A new secret is made and shown once. The key, its limits and its history stay."
      action="Rotate key"
      onClose={onClose}
      onSubmit={form.submit}
      pending={rotate.isPending}
      refusal={form.refusal}
    >
      <Field
        label={
          working === 1
            ? "How long the present secret keeps working"
            : `How long the ${working} present secrets keep working`
        }
        error={form.problem("overlapSeconds")}
      >
        <RadioCards
          aria-label="Overlap"
          columns={2}
          value={form.draft.overlap}
          onValueChange={(overlap) => form.set({ overlap })}
          options={OVERLAPS}
        />
      </Field>
    </FormDialog>
  );
}
