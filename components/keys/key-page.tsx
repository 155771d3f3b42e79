"use client";

import { useQuery } from "@tanstack/react-query";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { EffectiveAccess } from "./effective-access-section";
import { KeyFacts } from "./key-facts";
import { KeyHeader } from "./key-header";
import { KeyLimits } from "./key-limits";
import { KeyModelGrants } from "./key-model-grants";
import { KeyPageSkeleton } from "./key-page-skeleton";
import { KeySecrets } from "./key-secrets";
import { KeySnippets } from "./key-snippets";
import { keyQuery } from "./keys-queries";
import { RecentCalls } from "./recent-calls";
import { RunawayNotice } from "./runaway-notice";

/** Everything about one key: what it can do and why, its limits, secrets and calls, and how to call with it. */
export function KeyPage({ keyId }: { keyId: string }) {
  const { data: key, error, refetch } = useQuery(keyQuery(keyId));
  useCrumb(key?.name);
  if (error && !key) {
    return <LoadError title="This key could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!key) return <KeyPageSkeleton />;
  return (
    <div className="flex flex-col gap-6">
      <KeyHeader keyDetail={key} />
      <RunawayNotice keyDetail={key} />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <EffectiveAccess keyDetail={key} />
          <KeyModelGrants keyDetail={key} />
          <KeyLimits keyDetail={key} />
          <KeySecrets keyDetail={key} />
          <RecentCalls keyId={key.id} />
        </div>
        <Aside keyDetail={key} />
      </div>
    </div>
  );
}

function Aside({ keyDetail }: { keyDetail: KeyDetail }) {
  return (
    <aside aria-label="Calling with it, and about it" className="flex min-w-0 flex-col gap-8">
      <KeySnippets keyDetail={keyDetail} />
      <KeyFacts keyDetail={keyDetail} />
    </aside>
  );
}
