"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "../shell/load-error";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { JoiningSection } from "./joining-section";
import { ProviderSection } from "./provider-section";
import { RulesSection } from "./rules-section";
import { ScimSection } from "./scim-section";
import { SessionLimitsSection } from "./session-limits-section";
import { signInSetupQuery } from "./sign-in-setup-queries";

/** How people come in, what they get for it, how long they stay, and how a directory manages them. */
export function SignInSetupPage() {
  const { data: setup, error, refetch } = useQuery(signInSetupQuery());
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <PageHeader
        title="Sign-in"
        description="Who comes in, what their groups give them, how long they stay. Roles are read from the database on every request."
      />
      {error && !setup ? (
        <LoadError title="The sign-in settings could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {setup ? (
        <>
          <ProviderSection setup={setup} />
          <RulesSection key={setup.rulesVersion} setup={setup} />
          <JoiningSection setup={setup} />
          <SessionLimitsSection setup={setup} />
          <ScimSection setup={setup} />
        </>
      ) : error ? null : (
        <Skeleton className="h-96 rounded-md" />
      )}
    </div>
  );
}
