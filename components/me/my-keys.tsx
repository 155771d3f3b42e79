"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { KEY_STATUS } from "../keys/key-words";
import { keysQuery } from "../keys/keys-queries";
import { LoadError } from "../shell/load-error";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";

const SHOWN = 8;

/** Keys that I made, newest first. */
export function MyKeys({ mayIssue }: { mayIssue: boolean }) {
  const { data, error, refetch } = useInfiniteQuery(keysQuery({ mine: "true" }));
  const keys = data?.pages.flatMap(({ items }) => items);
  const issue = mayIssue ? (
    <Button asChild size="sm">
      <Link href="/keys?issue=key">Issue key</Link>
    </Button>
  ) : null;
  return (
    <Section title="Your keys" description="Those you made, your playground's among them." actions={issue}>
      {error && !keys ? (
        <LoadError title="Your keys could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      <Card>
        {keys?.length === 0 ? (
          <EmptyState icon={KeyRound} title="You made no key yet" className="py-8">
            The playground makes one for you; an application needs its own.
          </EmptyState>
        ) : (
          <ul className={cn("divide-y", !keys && "min-h-16")}>
            {keys?.slice(0, SHOWN).map((key) => (
              <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
                <Link href={`/keys/${key.id}`} className="min-w-0 truncate font-medium text-sm hover:underline">
                  {key.name}
                </Link>
                {key.playground ? <Badge>playground</Badge> : null}
                <span className="min-w-0 flex-1 truncate text-faint text-xs">
                  {key.team.name} / {key.project.name}
                </span>
                <span className="text-faint text-xs">
                  {key.lastUsedAt === null ? "never used" : <TimeCell value={key.lastUsedAt} />}
                </span>
                <StatusPill tone={KEY_STATUS[key.status].tone}>{KEY_STATUS[key.status].label}</StatusPill>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}
