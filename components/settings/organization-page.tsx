"use client";

import { useQuery } from "@tanstack/react-query";
import { FourEyes } from "../ceilings/four-eyes-form";
import { meQuery } from "../shell/session-queries";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { OrganizationForm } from "./organization-form";

/** What holds for the whole organization. */
export function OrganizationPage() {
  const { data: me } = useQuery(meQuery());
  return (
    <div className="flex max-w-xl flex-col gap-6">
      <PageHeader title="Organization" description="Its name, and where its days begin." />
      {me ? <OrganizationForm organization={me.organization} /> : <Skeleton className="h-64 rounded-md" />}
      <FourEyes />
    </div>
  );
}
