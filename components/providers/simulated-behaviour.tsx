"use client";

import { toast } from "sonner";
import type { ProviderDetail } from "@/lib/admin-api/client/providers";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { type BehaviourDraft, behaviourDraftOf, behaviourProblems, settingsOf } from "./behaviour-draft";
import { BehaviourFields } from "./behaviour-fields";
import { useUpdateProvider } from "./providers-queries";

const FIELDS = ["settings.latencyMs", "settings.chunkMs", "settings.failure", "settings.failureRate"];

export interface SimulatedBehaviourProps {
  provider: ProviderDetail;
  mayChange: boolean;
}

/** How the simulated provider behaves: its pace, and what goes wrong how often. */
export function SimulatedBehaviour({ provider, mayChange }: SimulatedBehaviourProps) {
  const update = useUpdateProvider(provider.id);
  const form = useDraft<BehaviourDraft>({
    initial: behaviourDraftOf(provider.settings),
    check: behaviourProblems,
    fields: FIELDS,
    error: update.error,
    send: (draft) =>
      update.mutate(
        { settings: { ...provider.settings, ...settingsOf(draft) } },
        { onSuccess: () => toast.success("The simulated provider behaves differently from now on") },
      ),
  });
  return (
    <Section
      title="Behaviour"
      description="It answers with made-up text and honest token counts, to try limits, charts and failures without paying."
    >
      <Card className="p-4">
        <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
          <fieldset disabled={!mayChange} className="contents">
            {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
            <BehaviourFields value={form.draft} onChange={form.set} problem={form.problem} />
            {mayChange ? (
              <div>
                <Button type="submit" variant="primary" pending={update.isPending}>
                  Set behaviour
                </Button>
              </div>
            ) : null}
          </fieldset>
        </form>
      </Card>
    </Section>
  );
}
