"use client";

import { toast } from "sonner";
import type { SignInSetup, UpdateSignInInput } from "@/lib/admin-api/client/sign-in-setup";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Section } from "../ui/section";
import { Select, type SelectOption } from "../ui/select";
import { SIGN_IN_HELP } from "./sign-in-help";
import { useUpdateSignIn } from "./sign-in-setup-queries";

const HOUR = 60;
const DAY = 24;

function spans(unit: "minutes" | "hours", values: readonly number[], current: number): SelectOption[] {
  const all = [...new Set([...values, current])].sort((a, b) => a - b);
  return all.map((value) => ({ value: String(value), label: spanText(unit === "minutes" ? value : value * HOUR) }));
}

/** "15 minutes", "8 hours", "7 days". */
function spanText(minutes: number): string {
  const [count, unit] =
    minutes % (DAY * HOUR) === 0
      ? [minutes / (DAY * HOUR), "day"]
      : minutes % HOUR === 0
        ? [minutes / HOUR, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** How long browsers stay signed in; a change holds at once, for open sessions too. */
export function SessionLimitsSection({ setup }: { setup: SignInSetup }) {
  const update = useUpdateSignIn();
  const set = (input: UpdateSignInInput) => update.mutate(input, { onSuccess: () => toast.success("Saved") });
  const disabled = !setup.mayChange || update.isPending;
  return (
    <Section title="Sessions" description="A change holds at once, for open sessions too.">
      <Card className="grid gap-4 px-4 py-4 sm:grid-cols-3">
        <Field label="End when not used for" help={SIGN_IN_HELP.idle} hint="Everybody">
          <Select
            value={String(setup.idleMinutes)}
            options={spans("minutes", [15, 30, 60, 240, 480, 1440, 10_080], setup.idleMinutes)}
            disabled={disabled}
            onValueChange={(value) => set({ idleMinutes: Number(value) })}
          />
        </Field>
        <Field label="Members stay at most" help={SIGN_IN_HELP.members} hint="From signing in">
          <Select
            value={String(setup.memberHours)}
            options={spans("hours", [8, 12, 24, 72, 168, 336, 720], setup.memberHours)}
            disabled={disabled}
            onValueChange={(value) => set({ memberHours: Number(value) })}
          />
        </Field>
        <Field label="Others stay at most" help={SIGN_IN_HELP.others} hint="Owners, admins and auditors">
          <Select
            value={String(setup.adminHours)}
            options={spans("hours", [1, 4, 8, 12, 24, 72, 168], setup.adminHours)}
            disabled={disabled}
            onValueChange={(value) => set({ adminHours: Number(value) })}
          />
        </Field>
      </Card>
    </Section>
  );
}
