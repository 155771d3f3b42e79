"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { KeySquare } from "lucide-react";
import Link from "next/link";
import { apiTokensQuery } from "../api-tokens/api-tokens-queries";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";

const SHOWN = 5;

/** My own API tokens, newest first. */
export function MyTokens() {
  const { data, error, refetch } = useInfiniteQuery(apiTokensQuery(false));
  const tokens = data?.pages.flatMap(({ items }) => items);
  return (
    <Section
      title="Your API tokens"
      description="For scripts that manage Gatehouse as you. They can do no more than you."
      actions={
        <Button asChild size="sm">
          <Link href="/settings/tokens">Manage tokens</Link>
        </Button>
      }
    >
      {error && !tokens ? (
        <LoadError title="Your tokens could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      <Card>
        {tokens?.length === 0 ? (
          <EmptyState icon={KeySquare} title="You have no API token" className="py-8">
            Make one to script what the portal does, such as configuration as code.
          </EmptyState>
        ) : (
          <ul className={cn("divide-y", !tokens && "min-h-16")}>
            {tokens?.slice(0, SHOWN).map((token) => (
              <li key={token.id} className="flex items-center gap-3 px-4 py-2.5 text-sm">
                <span className="min-w-0 flex-1 truncate font-medium">{token.name}</span>
                <span className="text-faint text-xs">
                  {token.lastUsedAt === null ? "never used" : <TimeCell value={token.lastUsedAt} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}
