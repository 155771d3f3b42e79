"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { NoticeSettings } from "@/lib/admin-api/client/notices";
import { useDraft } from "../forms/use-draft";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Section } from "../ui/section";
import { noticeSettingsQuery, useSetNoticeSettings } from "./notices-queries";

/** How many days before keys, secrets, tokens and grants end it is told. */
export function ExpiryDays() {
  const { data: settings } = useQuery(noticeSettingsQuery());
  const { data: me } = useQuery(meQuery());
  const maySet = me !== undefined && holds(me, "notices:configure");
  return (
    <Section
      title="Ends that come near"
      description="Keys, secrets, models and raises given for a time, and tokens: their owner and the leads of the team are told."
    >
      {settings ? <DaysForm key={settings.expiryDays.join()} settings={settings} maySet={maySet} /> : null}
    </Section>
  );
}

const DAYS = /^\s*(\d{1,2}(\s*,\s*\d{1,2})*)?\s*$/;

function DaysForm({ settings, maySet }: { settings: NoticeSettings; maySet: boolean }) {
  const save = useSetNoticeSettings();
  const form = useDraft({
    initial: { days: settings.expiryDays.join(", ") },
    fields: ["expiryDays"],
    check: ({ days }) => ({ expiryDays: DAYS.test(days) ? undefined : "Write days with commas, such as 7, 1." }),
    error: save.error,
    send: ({ days }) =>
      save.mutate({ expiryDays: (days.match(/\d+/g) ?? []).map(Number) }, { onSuccess: () => toast.success("Saved") }),
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-wrap items-end gap-3" aria-label="Ends that come near">
      <Field
        label="Days before"
        hint="Empty: nobody is told."
        error={form.problem("expiryDays") ?? form.problem("expiryDays.0")}
      >
        <Input
          value={form.draft.days}
          onChange={(event) => form.set({ days: event.target.value })}
          disabled={!maySet}
          autoComplete="off"
          className="max-w-48 tabular-nums"
        />
      </Field>
      {maySet ? (
        <Button type="submit" pending={save.isPending} disabled={!form.changed}>
          Save days
        </Button>
      ) : null}
    </form>
  );
}
