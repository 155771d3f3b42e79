"use client";

import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import type { DestinationDraft } from "./destination-draft";

const SECURITIES = [
  { value: "starttls", label: "STARTTLS", hint: "Usual at port 587" },
  { value: "tls", label: "TLS", hint: "Usual at port 465" },
  { value: "none", label: "None", hint: "Only for hosts the operator allowed" },
] as const;

/** What a mail server needs. */
export function MailFields({ form: { draft, set, problem } }: { form: DraftForm<DestinationDraft> }) {
  const input = (field: "host" | "port" | "username" | "password" | "from" | "recipients", placeholder = "") => (
    <Input
      type={field === "password" ? "password" : "text"}
      value={draft[field]}
      placeholder={placeholder}
      onChange={(event) => set({ [field]: event.target.value })}
      autoComplete="off"
    />
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_6rem_9rem]">
        <Field label="Server" error={problem("host")}>
          {input("host", "smtp.example.com")}
        </Field>
        <Field label="Port" error={problem("port")}>
          {input("port")}
        </Field>
        <Field label="Encryption" error={problem("security")}>
          <Select
            value={draft.security}
            options={SECURITIES}
            onValueChange={(next) =>
              set({ security: SECURITIES.find(({ value }) => value === next)?.value ?? "starttls" })
            }
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="User name" optional error={problem("username")}>
          {input("username")}
        </Field>
        <Field label="Password" optional error={problem("password")}>
          {input("password")}
        </Field>
      </div>
      <Field label="From" error={problem("from")}>
        {input("from", "gatehouse@example.com")}
      </Field>
      <Field label="Recipients" optional hint="Who gets what is chosen below, by commas" error={problem("recipients")}>
        {input("recipients", "oncall@example.com, finance@example.com")}
      </Field>
      <Switch
        label="Also mail people what concerns them"
        checked={draft.mailsPeople}
        onCheckedChange={(mailsPeople) => set({ mailsPeople })}
      />
    </>
  );
}
