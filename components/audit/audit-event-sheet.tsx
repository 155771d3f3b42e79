"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AuditEvent } from "@/lib/admin-api/client/audit";
import { LoadError } from "../shell/load-error";
import { Badge } from "../ui/badge";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { Sheet } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { AuditDiff } from "./audit-diff";
import { auditEventQuery } from "./audit-queries";
import { ACTOR_KINDS, kindWord, targetHref } from "./audit-words";

/** One event: who, from where, to what, before and after, and its place in the chain. */
export function AuditEventSheet({ seq, onClose }: { seq: number; onClose: () => void }) {
  const { data: event, error, refetch } = useQuery(auditEventQuery(seq));
  return (
    <Sheet open onOpenChange={onClose} title={event?.action ?? `Event ${seq}`} description={`Event ${seq} of the log`}>
      {error ? (
        <LoadError title="The event could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : event ? (
        <EventBody event={event} />
      ) : (
        <Skeleton className="h-72 rounded-md" />
      )}
    </Sheet>
  );
}

function EventBody({ event }: { event: AuditEvent }) {
  return (
    <div className="flex flex-col gap-5">
      <DefinitionList items={factsOf(event).map(([term, value]) => ({ term, value }))} />
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ink text-sm">Before and after</h3>
        <AuditDiff event={event} />
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ink text-sm">Place in the chain</h3>
        <DefinitionList
          items={[
            { term: "Hash before", value: <Hash hash={event.previousHash} what="hash before" /> },
            { term: "Hash", value: <Hash hash={event.hash} what="hash" /> },
          ]}
        />
      </section>
    </div>
  );
}

function Hash({ hash, what }: { hash: string; what: string }) {
  return <CopyableId id={hash} what={what} className="relative -left-1" />;
}

function factsOf(event: AuditEvent): [string, ReactNode][] {
  const { actor, target } = event;
  const href = targetHref(target);
  return [
    ["When", <TimeCell key="at" value={event.at} absolute />],
    ...(event.occurredAt === null
      ? []
      : ([["Happened", <TimeCell key="occurred" value={event.occurredAt} absolute />]] as [string, ReactNode][])),
    [
      "Who",
      <span key="who" className="flex flex-wrap items-center gap-2">
        {actor.name}
        {actor.kind === "person" ? null : (
          <Badge tone={ACTOR_KINDS[actor.kind].tone}>{ACTOR_KINDS[actor.kind].label}</Badge>
        )}
        {actor.person === null ? null : <span className="text-muted">of {actor.person.name}</span>}
      </span>,
    ],
    ...(actor.id === actor.name ? [] : [idFact("Actor id", actor.id, "actor id")]),
    [
      "To what",
      <span key="target">
        <span className="text-faint">{kindWord(target.kind)} </span>
        {href === null ? (
          target.name
        ) : (
          <Link href={href} className="text-accent-ink hover:underline">
            {target.name}
          </Link>
        )}
      </span>,
    ],
    ...(target.id === target.name ? [] : [idFact("Target id", target.id, "target id")]),
    ["From address", event.clientAddress ?? <span className="text-faint">none</span>],
    ...(event.requestId === null ? [] : [idFact("Request id", event.requestId, "request id")]),
  ];
}

function idFact(term: string, id: string, what: string): [string, ReactNode] {
  return [term, <CopyableId key={term} id={id} what={what} className="relative -left-1" />];
}
