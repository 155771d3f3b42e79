"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { Card, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { RequestState } from "./access-requests-columns";
import { accessRequestQuery } from "./access-requests-queries";
import { AskerActions } from "./asker-actions";
import { ChangeTable } from "./change-table";
import { DecideCard } from "./decide-card";
import { Findings } from "./findings";
import { RequestHistory } from "./request-history";
import { RequestThread } from "./request-thread";
import { KINDS, lastingText, requestTitle } from "./request-words";

/** One request: now → then, what it may cost, who asked for what before, and the decision. */
export function AccessRequestPage({ requestId }: { requestId: string }) {
  const { data: request, error, refetch } = useQuery(accessRequestQuery(requestId));
  useCrumb(request && requestTitle(request));
  if (error && !request) {
    return <LoadError title="The request could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!request) return <Skeleton className="h-96 rounded-md" />;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={requestTitle(request)}
        meta={<RequestState request={request} />}
        description={
          <>
            {request.askedBy.name} asked for {KINDS[request.kind].label.toLowerCase()}
            {request.team === null ? "" : ` in ${request.team.name}`} <TimeCell value={request.createdAt} />
          </>
        }
        actions={<AskerActions request={request} />}
      />
      <Outcome request={request} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Change request={request} />
          <RequestThread request={request} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <DecideCard key={request.hash} request={request} />
          <RequestHistory request={request} />
        </div>
      </div>
    </div>
  );
}

function Change({ request }: { request: AccessRequestDetail }) {
  const { changes, cost, weight, reason } = request;
  const isOpen = request.status === "open";
  return (
    <Card>
      <CardHeader title={isOpen ? "What would change" : "What was asked for"} />
      <div className="flex flex-col gap-4 border-t px-4 py-3">
        {reason === "" ? null : (
          <blockquote className="whitespace-pre-wrap border-l-2 pl-3 text-muted text-sm [overflow-wrap:anywhere]">
            {reason}
          </blockquote>
        )}
        {isOpen && request.hasMoved ? (
          <Notice kind="warn" title={`${request.subject.name} has changed since this was asked`}>
            The difference below is the new one, and an approval is bound to it.
          </Notice>
        ) : null}
        <ChangeTable changes={changes} />
        {cost ? (
          <p className="rounded-sm bg-subtle px-3 py-2.5 text-muted text-sm">
            <span className="font-medium text-ink">Cost. </span>
            {cost.sentence}
          </p>
        ) : null}
        {isOpen && weight ? (
          <div className="flex flex-col gap-2">
            <p className="text-ink text-sm">{weight.because}</p>
            <Findings findings={weight.findings.member} label="Against the ceiling" />
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** What became of it, once something did. */
function Outcome({ request }: { request: AccessRequestDetail }) {
  const { status, decidedBy, note, granted, keyId } = request;
  if (status === "open") return <SecondPerson request={request} />;
  if (status === "withdrawn") return null;
  if (status === "expired")
    return <Notice kind="warn">Nobody decided in time, so it ended by itself. Ask again.</Notice>;
  if (status === "refused") {
    return (
      <Notice kind="bad" title={`${decidedBy?.name ?? "Somebody"} refused it`}>
        {note}
      </Notice>
    );
  }
  const lasting = granted !== null && "days" in granted ? ` ${lastingText(granted.days)}` : "";
  const who =
    decidedBy === null ? "The ceiling of the team gave it at once" : `${decidedBy.name} approved it${lasting}`;
  return (
    <Notice
      kind={status === "ended" ? "info" : "good"}
      title={status === "ended" ? `${who}; it is over` : who}
      action={
        keyId === null ? null : (
          <Link href={`/keys/${keyId}`} className="font-medium underline">
            Open key
          </Link>
        )
      }
    >
      {note}
      {status === "ended" ? null : <Ending request={request} />}
    </Notice>
  );
}

function Ending({ request }: { request: AccessRequestDetail }) {
  const { grantEndsAt, note } = request;
  if (grantEndsAt === null) return null;
  return (
    <span>
      {note === "" ? "" : " "}
      {isPermit(request) ? madeWords(request) : "It ends by itself"} <TimeCell value={grantEndsAt} absolute />.
    </span>
  );
}

/** What the approval lets its asker make themselves. */
function isPermit({ proposal: { kind } }: AccessRequestDetail): boolean {
  return kind === "scim_token" || kind === "sign_in_link";
}

function madeWords({ usedAt, askedBy }: AccessRequestDetail): string {
  return usedAt === null ? `${askedBy.name} may make it, once, until` : "It was made; the approval would have ended";
}

function SecondPerson({ request }: { request: AccessRequestDetail }) {
  if (request.dangers.length === 0) return null;
  const said = request.approvedBy.map(({ person }) => person.name).join(", ");
  return (
    <Notice kind="info" title="It takes two people">
      {said === ""
        ? "Your organization lets two people decide about a change like this."
        : `${said} approved it; a second owner or admin has to approve the same.`}
    </Notice>
  );
}
