"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { AlertDetail } from "@/lib/admin-api/client/alerts";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DefinitionList } from "../ui/definition-list";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { AlertButtons } from "./alert-buttons";
import { changeInWords, RULES, SEVERITIES, STATES } from "./alert-words";
import { alertQuery } from "./alerts-queries";

/** One alert: what is wrong, where to look, what to do, and its history. */
export function AlertPage({ alertId }: { alertId: string }) {
  const { data: alert, error, refetch } = useQuery(alertQuery(alertId));
  useCrumb(alert?.title);
  if (error && !alert)
    return <LoadError title="The alert could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!alert) return <Skeleton className="h-96 rounded-md" />;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={alert.title}
        description={alert.summary}
        meta={
          <span className="flex gap-2">
            <StatusPill tone={STATES[alert.state].tone}>{STATES[alert.state].label}</StatusPill>
            <StatusPill tone={SEVERITIES[alert.severity].tone}>{SEVERITIES[alert.severity].label}</StatusPill>
          </span>
        }
        actions={
          <>
            <Button asChild>
              <Link href={alert.linkPath}>
                <ArrowUpRight />
                Look into it
              </Link>
            </Button>
            <AlertButtons alert={alert} withNote />
          </>
        }
      />
      <Facts alert={alert} />
      <History alert={alert} />
    </div>
  );
}

function Facts({ alert }: { alert: AlertDetail }) {
  const facts = alert.facts.map(({ label, value }) => ({ term: label, value }));
  return (
    <Card>
      <DefinitionList
        className="px-4 py-1"
        items={[
          ...facts,
          { term: "Rule", value: RULES[alert.rule].label },
          { term: "Concerns", value: alert.team === null ? "The organization" : `Team ${alert.team.name}` },
          { term: "Opened", value: <TimeCell value={alert.openedAt} absolute /> },
          {
            term: alert.current ? "Last seen" : "Ended",
            value: <TimeCell value={alert.current ? alert.seenAt : alert.resolvedAt} />,
          },
        ]}
      />
    </Card>
  );
}

function History({ alert }: { alert: AlertDetail }) {
  return (
    <Section title="History">
      <Card>
        <ol aria-label="History" className="divide-y">
          {alert.changes.toReversed().map((change) => (
            <li key={change.number} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 text-sm">
              <span className="min-w-0 flex-1 basis-64">
                <span className="font-medium text-ink">{changeInWords(change)}</span>
                <span className="block text-muted">{change.note || change.summary}</span>
              </span>
              <TimeCell value={change.at} className="text-muted" />
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}
