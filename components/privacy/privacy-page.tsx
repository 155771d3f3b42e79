"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Erasures } from "./erasures";
import { OrganizationPrivacy } from "./organization-privacy";
import { privacyQuery } from "./privacy-queries";
import { ProjectsPrivacy } from "./projects-privacy";

/** What is kept of prompts and answers, and for how long. */
export function PrivacyPage() {
  const { data: settings, error, refetch } = useQuery(privacyQuery());
  const { data: me } = useQuery(meQuery());
  const mayChange = me !== undefined && holds(me, "privacy:write");
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <PageHeader
        title="Retention & privacy"
        description="What is kept of prompts and answers, for how long, and how long records stay. Charts, quotas and the ledger outlive both."
      />
      {error && !settings ? (
        <LoadError title="The privacy settings could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {settings ? (
        <>
          <OrganizationPrivacy settings={settings} mayChange={mayChange} />
          <ProjectsPrivacy settings={settings} mayChange={mayChange} />
          <Erasures mayErase={me !== undefined && holds(me, "requests:erase")} />
        </>
      ) : error ? null : (
        <Skeleton className="h-96 rounded-md" />
      )}
    </div>
  );
}
