"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import type { KeyWithSecret } from "@/lib/admin-api/client/keys";
import { useDraft } from "../forms/use-draft";
import { SecretOnceDialog } from "../keys/secret-once-dialog";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { previewQuery, useCollectKey, useCreateAccessRequest } from "./access-requests-queries";
import { type AskDraft, askDraftOf, checkAskDraft, proposalOf } from "./ask-draft";
import { AskFields } from "./ask-fields";
import { AskOutcome } from "./ask-outcome";
import { useSettled } from "./use-settled";

const FIELDS = [
  "projectId",
  "name",
  "models",
  "monthlyUsd",
  "tokensPerMinute",
  "keyId",
  "quotaId",
  "limit",
  "personId",
  "role",
  "days",
].map((field) => `proposal.${field}`);

/** The form that asks, with what would become of it beside it while one types; a link fills it in. */
export function AskPage() {
  const link = useSearchParams();
  const router = useRouter();
  const [issued, setIssued] = useState<KeyWithSecret | null>(null);
  const create = useCreateAccessRequest();
  const collect = useCollectKey();
  const toRequest = (id: string) => router.push(`/access-requests/${id}`);
  const done = (request: AccessRequestDetail) => {
    if (request.allowedActions.includes("collect")) {
      collect.mutate(request.id, { onSuccess: setIssued, onError: () => toRequest(request.id) });
      return;
    }
    toast.success(request.status === "approved" ? "Given at once" : "Asked", { description: request.because });
    toRequest(request.id);
  };
  const form = useDraft<AskDraft>({
    initial: askDraftOf(link),
    check: checkAskDraft,
    fields: FIELDS,
    error: create.error,
    send: (draft) => {
      const proposal = proposalOf(draft);
      if (proposal) create.mutate({ proposal, reason: draft.reason.trim() }, { onSuccess: done });
    },
  });
  const proposal = useSettled(proposalOf(form.draft));
  const preview = useQuery(previewQuery(proposal));
  const outcome = proposal === null ? null : preview.data;
  const atOnce = outcome?.decides === "ceiling" && !preview.error;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Ask for access" description="You see at once whether you get it, or who decides and why." />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,36rem)_minmax(18rem,24rem)]">
        <form noValidate onSubmit={form.submit} className="flex flex-col gap-6" aria-label="Ask for access">
          {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
          <AskFields form={form} />
          <div className="max-lg:hidden">
            <Send atOnce={atOnce} kind={form.draft.kind} pending={create.isPending || collect.isPending} />
          </div>
          <div className="flex flex-col gap-4 lg:hidden">
            <AskOutcome preview={outcome ?? null} error={preview.error} />
            <Send atOnce={atOnce} kind={form.draft.kind} pending={create.isPending || collect.isPending} />
          </div>
        </form>
        <aside className="sticky top-20 max-lg:hidden">
          <AskOutcome preview={outcome ?? null} error={preview.error} />
        </aside>
      </div>
      {issued ? (
        <SecretOnceDialog
          issued={issued}
          title={`Key ${issued.key.name} is ready`}
          onDone={() => router.replace(`/keys/${issued.key.id}`)}
        />
      ) : null}
    </div>
  );
}

const AT_ONCE = { key: "Get key", models: "Get models", quota: "Raise limit", role: "Change role" };

function Send({ atOnce, kind, pending }: { atOnce: boolean; kind: AskDraft["kind"]; pending: boolean }) {
  return (
    <Button type="submit" variant="primary" pending={pending} className="max-md:w-full">
      {atOnce ? AT_ONCE[kind] : "Send request"}
    </Button>
  );
}
