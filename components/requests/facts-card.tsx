"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { RequestDetail } from "@/lib/admin-api/client/requests";
import { SERVICE_WORDS } from "../models/price-words";
import { endUserHref, sessionHref } from "../shell/links";
import { Card, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { ForeignText } from "../ui/foreign-text";
import { TimeCell } from "../ui/time-cell";

/** Everything else the record remembers, ids copyable. */
export function FactsCard({ request }: { request: RequestDetail }) {
  return (
    <Card>
      <CardHeader title="Record" />
      <DefinitionList items={factsOf(request)} className="px-4 pb-2" />
    </Card>
  );
}

function factsOf(request: RequestDetail): Definition[] {
  const facts: [term: string, value: ReactNode][] = [
    ["Request id", <CopyableId key="id" id={request.id} what="request id" className="-mx-1" />],
    ["Started", <TimeCell key="started" value={request.startedAt} absolute />],
    ["Key", request.key ? linked(`/keys/${request.key.id}`, request.key.name) : null],
    ["Team", request.team ? linked(`/teams/${request.team.id}`, request.team.name) : null],
    ["Project", request.project?.name],
    ["Model asked", foreign(request.modelAsked)],
    ["Resolved to", request.modelName === request.modelAsked ? null : foreign(request.modelName)],
    ["Upstream model", foreign(request.upstreamModel)],
    ["Provider", request.provider ? linked(`/providers/${request.provider.id}`, request.provider.name) : null],
    ["Route", <code key="route" className="font-mono text-xs">{`${request.route} (${request.dialect})`}</code>],
    ["Service", request.serviceTier === null ? null : SERVICE_WORDS[request.serviceTier]],
    ["Streamed", request.streamed ? "yes" : "no"],
    ["HTTP status", request.httpStatus],
    [
      "Error code",
      request.errorCode ? (
        <code key="code" className="font-mono text-xs">
          {request.errorCode}
        </code>
      ) : null,
    ],
    ["Finish reason", foreign(request.finishReason)],
    ["Session", request.sessionId === null ? null : toGroup(request.sessionId, sessionHref(request.sessionId))],
    ["End user", request.endUser === null ? null : toGroup(request.endUser, endUserHref(request.endUser))],
    ["Tags", request.tags.length === 0 ? null : foreign(request.tags.join(", "))],
    ["Client address", request.clientAddress],
    ["User agent", foreign(request.userAgent)],
    ["Recorded", <TimeCell key="recorded" value={request.recordedAt} absolute />],
  ];
  return facts.filter(([, value]) => value !== null && value !== undefined).map(([term, value]) => ({ term, value }));
}

function linked(href: string, name: string): ReactNode {
  return (
    <Link href={href} className="rounded-xs text-accent-ink hover:underline">
      {name}
    </Link>
  );
}

/** What somebody outside wrote. */
function foreign(text: string | null): ReactNode {
  return text === null || text === "" ? null : <ForeignText>{text}</ForeignText>;
}

/** The same, leading to the page of what it names. */
function toGroup(text: string, href: string): ReactNode {
  return (
    <Link href={href} className="rounded-xs text-accent-ink hover:underline">
      <ForeignText>{text}</ForeignText>
    </Link>
  );
}
