"use client";

import { toast } from "sonner";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import { useApproveRequest, useRefuseRequest } from "./access-requests-queries";
import { type DecideDraft, decideDraftOf, givenOf, grantOf } from "./decide-draft";
import { DecideFields } from "./decide-fields";
import { approveLabel } from "./request-words";

const FIELDS = ["models", "days", "monthlyUsd", "tokensPerMinute", "limit"].map((field) => `grant.${field}`);

/** The decision: all of it, less or shorter, or no. Who may not decide learns who does. */
export function DecideCard({ request }: { request: AccessRequestDetail }) {
  if (request.status !== "open") return null;
  const mayRefuse = request.allowedActions.includes("refuse");
  if (!mayRefuse) return <Waits request={request} />;
  return <Decide request={request} />;
}

function Decide({ request }: { request: AccessRequestDetail }) {
  const approve = useApproveRequest(request.id);
  const refuse = useRefuseRequest(request.id);
  const asked = request.proposal;
  // A lead sees the fields too: less of it may be within their envelope.
  const first = request.approvedBy[0]?.granted ?? asked;
  const form = useDraft<DecideDraft>({
    initial: decideDraftOf(first),
    fields: FIELDS,
    error: approve.error ?? refuse.error,
    send: (draft) =>
      approve.mutate(
        { hash: request.hash, grant: grantOf(draft, asked), note: draft.note.trim() },
        {
          onSuccess: ({ status }) =>
            toast.success(status === "approved" ? "Approved" : "Approved; a second person has to as well"),
        },
      ),
  });
  const say = () => refuse.mutate(form.draft.note.trim(), { onSuccess: () => toast.success("Refused") });
  return (
    <Card>
      <CardHeader title="Your decision" description="Give all of it, less, or for a shorter time." />
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4 border-t px-4 py-3.5" aria-label="Decide">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        {request.becauseNot ? <Notice kind="info">{request.becauseNot}</Notice> : null}
        <DecideFields form={form} asked={asked} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={approve.isPending} className="min-w-0 flex-1">
            <span className="truncate">
              {approveLabel(givenOf(form.draft, asked), request.changes[0]?.unit ?? "text")}
            </span>
          </Button>
          <Button variant="danger" onClick={say} pending={refuse.isPending}>
            Refuse
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Waits({ request: { deciders, becauseNot, expiresAt } }: { request: AccessRequestDetail }) {
  const names = deciders.map(({ name }) => name).join(", ");
  return (
    <Card>
      <CardHeader title="Waiting for a decision" />
      <div className="flex flex-col gap-2 border-t px-4 py-3 text-muted text-sm">
        {becauseNot ? <p>{becauseNot}</p> : null}
        <p>
          {names === ""
            ? "Nobody else could decide it now. Ask an owner to add another lead or admin."
            : `It waits for ${names}.`}
        </p>
        <p>
          If nobody decides, it ends by itself on{" "}
          {new Date(expiresAt).toLocaleDateString("en", { day: "numeric", month: "long" })}.
        </p>
      </div>
    </Card>
  );
}
