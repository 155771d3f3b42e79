"use client";

import { useState } from "react";
import type { ApiToken, ApiTokenWithSecret } from "@/lib/admin-api/client/api-tokens";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { RadioCards } from "../ui/radio-cards";
import { useRotateApiToken } from "./api-tokens-queries";
import { TokenOnceDialog } from "./token-once-dialog";

const DAY_S = 86_400;
const OVERLAPS = [
  { value: String(DAY_S), label: "24 hours", hint: "Time to put the new one everywhere" },
  { value: String(7 * DAY_S), label: "7 days", hint: "For slow roll-outs" },
  { value: "0", label: "None", hint: "The present one leaked: stop it at once" },
];

/** A new secret for a token, shown once; the present one stops after the overlap. */
export function RotateToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const [rotated, setRotated] = useState<ApiTokenWithSecret | null>(null);
  if (rotated) return <TokenOnceDialog made={rotated} title={`New secret of ${token.name}`} onDone={onClose} />;
  return <RotateDialog token={token} onClose={onClose} onRotated={setRotated} />;
}

interface RotateDialogProps {
  token: ApiToken;
  onClose: () => void;
  onRotated: (rotated: ApiTokenWithSecret) => void;
}

function RotateDialog({ token, onClose, onRotated }: RotateDialogProps) {
  const rotate = useRotateApiToken(token.id);
  const form = useDraft({
    initial: { overlap: String(DAY_S) },
    fields: ["overlapSeconds"],
    error: rotate.error,
    send: ({ overlap }) => rotate.mutate(Number(overlap), { onSuccess: onRotated }),
  });
  return (
    <FormDialog
      title={`Rotate ${token.name}`}
      description="A new secret is made and shown once. What the token may do, its end and its history stay."
      action="Rotate token"
      onClose={onClose}
      onSubmit={form.submit}
      pending={rotate.isPending}
      refusal={form.refusal}
    >
      <Field label="How long the present secret keeps working" error={form.problem("overlapSeconds")}>
        <RadioCards
          aria-label="Overlap"
          value={form.draft.overlap}
          onValueChange={(overlap) => form.set({ overlap })}
          options={OVERLAPS}
        />
      </Field>
    </FormDialog>
  );
}
