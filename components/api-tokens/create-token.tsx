"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ApiTokenWithSecret } from "@/lib/admin-api/client/api-tokens";
import { PERMISSION_NAMES } from "@/lib/auth/permissions";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { RadioCards } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { Sheet } from "../ui/sheet";
import { useCreateApiToken } from "./api-tokens-queries";
import { checkTokenDraft, EMPTY_TOKEN, NO_END, TOKEN_ENDS, type TokenDraft, tokenInputOf } from "./token-draft";
import { TOKEN_HELP } from "./token-help";
import { TokenOnceDialog } from "./token-once-dialog";

/** Asks for a token and shows it once. */
export function CreateToken({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<ApiTokenWithSecret | null>(null);
  if (made) return <TokenOnceDialog made={made} title={`Token ${made.apiToken.name} is ready`} onDone={onClose} />;
  return <CreateTokenSheet onClose={onClose} onMade={setMade} />;
}

interface CreateTokenSheetProps {
  onClose: () => void;
  onMade: (made: ApiTokenWithSecret) => void;
}

function CreateTokenSheet({ onClose, onMade }: CreateTokenSheetProps) {
  const { data: me } = useQuery(meQuery());
  const create = useCreateApiToken();
  const id = useId();
  const held = me === undefined ? [] : PERMISSION_NAMES.filter((permission) => holds(me, permission));
  const form = useDraft<TokenDraft>({
    initial: EMPTY_TOKEN,
    check: checkTokenDraft,
    fields: ["name", "kind", "scopes", "expiresAt"],
    error: create.error,
    send: (draft) => create.mutate(tokenInputOf(draft, held, Date.now()), { onSuccess: onMade }),
  });
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title="Create API token"
      description="It acts as you, within its scopes. What you may not do (any more), it may not do either."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={create.isPending}>
            Create token
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.submit} className="flex flex-col gap-5">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        <TokenFields form={form} held={held} mayService={held.includes("api_tokens:create_service")} />
      </form>
    </Sheet>
  );
}

const KINDS = [
  { value: "personal", label: "Personal", hint: "For you: a script, a terminal" },
  { value: "service", label: "Service", hint: "For a machine: seen by every reader, never without an end" },
] as const;
const REACHES = [
  { value: "read", label: "Read only", hint: "Everything you may read" },
  { value: "chosen", label: "What I choose", hint: "Single permissions" },
  { value: "all", label: "Everything I may", hint: "Only for yourself, and briefly" },
] as const;

interface TokenFieldsProps {
  form: DraftForm<TokenDraft>;
  held: readonly string[];
  mayService: boolean;
}

function TokenFields({ form: { draft, set, problem }, held, mayService }: TokenFieldsProps) {
  const isService = draft.kind === "service";
  return (
    <>
      <Field label="Name" hint="What uses it." error={problem("name")}>
        <Input
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          placeholder="terraform"
          autoComplete="off"
        />
      </Field>
      {mayService ? (
        <Field label="Kind" help={TOKEN_HELP.kind} error={problem("kind")}>
          <RadioCards
            aria-label="Kind"
            columns={2}
            value={draft.kind}
            onValueChange={(value) =>
              set(value === "service" ? { kind: "service", reach: "chosen" } : { kind: "personal" })
            }
            options={KINDS}
          />
        </Field>
      ) : null}
      <Field label="What it may do" help={TOKEN_HELP.reach}>
        <RadioCards
          aria-label="What it may do"
          value={draft.reach}
          onValueChange={(value) => set({ reach: REACHES.find((one) => one.value === value)?.value ?? "read" })}
          options={REACHES.filter(({ value }) => !(isService && value === "all"))}
        />
      </Field>
      {draft.reach === "chosen" ? (
        <Field label="Permissions" error={problem("scopes")}>
          <MultiCombobox
            noun="permissions"
            value={draft.scopes}
            onValueChange={(scopes) => set({ scopes })}
            choices={held.map((permission) => ({ value: permission, label: permission }))}
          />
        </Field>
      ) : null}
      <Field label="Ends" help={TOKEN_HELP.ends} error={problem("expiresAt")}>
        <Select
          value={draft.days}
          onValueChange={(days) => set({ days })}
          options={isService ? TOKEN_ENDS : [...TOKEN_ENDS, NO_END]}
        />
      </Field>
    </>
  );
}
