"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Zap } from "lucide-react";
import Link from "next/link";
import { modelsQuery } from "../models/models-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CodeBlock } from "../ui/code-block";
import { EmptyState } from "../ui/empty-state";
import { useHydrated } from "../ui/use-hydrated";
import { inPeriod } from "./overview-period";

/** What a fresh Gatehouse shows: the one call that fills this page. */
export function FirstCall({ period }: { period: string }) {
  const { data: models } = useQuery(modelsQuery());
  const model = models?.find((one) => one.callable)?.name;
  const origin = useHydrated() ? window.location.origin : "";
  const body = JSON.stringify({
    model: model ?? "MODEL",
    stream: true,
    messages: [{ role: "user", content: "Hello" }],
  });
  const curl = [
    `curl -N ${origin}/api/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $GATEHOUSE_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${body}'`,
  ].join("\n");
  return (
    <Card className="px-2 pb-6">
      <EmptyState
        icon={Zap}
        title={`No calls ${inPeriod(period)}`}
        className="pb-4"
        action={
          <Button asChild variant="primary">
            <Link href="/keys?issue=key">
              <KeyRound />
              Issue key
            </Link>
          </Button>
        }
      >
        Every call through Gatehouse shows up here within seconds, with its cost. The curl that{" "}
        <code className="font-mono text-ink text-xs">npm start</code> printed works at once. Or issue a key, put it into{" "}
        <code className="font-mono text-ink text-xs">GATEHOUSE_KEY</code>, and call:
      </EmptyState>
      <CodeBlock label="First call" samples={[{ title: "curl", code: curl }]} className="mx-auto max-w-3xl px-2" />
    </Card>
  );
}
