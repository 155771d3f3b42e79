"use client";

import type { AlertRule, SetAlertRuleInput } from "@/lib/admin-api/client/alerts";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SETTING_HELP } from "./alert-help";
import { RULES } from "./alert-words";
import { useSetAlertRule } from "./alerts-queries";
import { SETTINGS } from "./rule-settings";

/** The numbers of a rule. */
export function RuleDialog({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const set = useSetAlertRule();
  const names = Object.keys(rule.settings);
  const form = useDraft<Record<string, string>>({
    initial: Object.fromEntries(names.map((name) => [name, String(rule.settings[name])])),
    check: (draft) =>
      Object.fromEntries(names.map((name) => [name, /^\d+$/.test(draft[name] ?? "") ? undefined : "A whole number."])),
    fields: names,
    error: set.error,
    send: (draft) =>
      set.mutate(
        {
          rule: rule.rule,
          enabled: rule.enabled,
          settings: Object.fromEntries(names.map((name) => [name, Number(draft[name])])),
        } as unknown as SetAlertRuleInput,
        { onSuccess: onClose },
      ),
  });
  return (
    <FormDialog
      title={RULES[rule.rule].label}
      description={RULES[rule.rule].about}
      action="Save numbers"
      onClose={onClose}
      onSubmit={form.submit}
      pending={set.isPending}
      refusal={form.refusal}
    >
      {names.map((name) => (
        <Field
          key={name}
          label={`${SETTINGS[name]?.label ?? name} (${SETTINGS[name]?.unit ?? ""})`}
          help={SETTING_HELP[name]}
          hint={`Usually ${rule.defaults[name]}`}
          error={form.problem(name) ?? form.problem(`settings.${name}`)}
        >
          <Input
            inputMode="numeric"
            value={form.draft[name] ?? ""}
            onChange={(event) => form.set({ [name]: event.target.value })}
          />
        </Field>
      ))}
    </FormDialog>
  );
}
