"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Me } from "@/lib/admin-api/client/session";
import { holds, meQuery } from "../shell/session-queries";
import { Card } from "../ui/card";
import { DefinitionList } from "../ui/definition-list";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { MyKeys } from "./my-keys";
import { MySessions } from "./my-sessions";
import { MyTokens } from "./my-tokens";
import { MyUsage } from "./my-usage";

/** Who one is here, what one used, what one holds, and where one is signed in. The notices' own parts are handed in. */
export function MePage({ expiring, preferences }: { expiring: ReactNode; preferences: ReactNode }) {
  const { data: me } = useQuery(meQuery());
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Your account" description="What is yours here: usage, limits, keys, tokens and sessions." />
      <Section title="You">{me ? <Facts me={me} /> : <Skeleton className="h-40 rounded-md" />}</Section>
      {expiring}
      {me ? <MyUsage personId={me.person.id} name={me.person.name} /> : null}
      {me && holds(me, "keys:read") ? <MyKeys mayIssue={holds(me, "keys:create")} /> : null}
      <MyTokens />
      {preferences}
      <MySessions />
    </div>
  );
}

function Facts({ me }: { me: Me }) {
  const teams = me.teams.map((team) => (team.role === "lead" ? `${team.name} (lead)` : team.name)).join(", ");
  return (
    <Card className="px-4 py-1">
      <DefinitionList
        items={[
          { term: "Name", value: me.person.name },
          { term: "E-mail", value: me.person.email },
          { term: "Role", value: `${me.person.role} of ${me.organization.name}` },
          { term: "Teams", value: teams === "" ? <span className="text-faint">none</span> : teams },
        ]}
      />
    </Card>
  );
}
