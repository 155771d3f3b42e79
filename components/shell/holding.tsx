"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "../ui/empty-state";
import { holds, meQuery } from "./session-queries";

interface HoldingProps {
  permission: string;
  /** What the page shows: "requests". */
  what: string;
  children: ReactNode;
}

/** A page for those who may read what it shows; others learn whom to ask instead of meeting refusals. */
export function Holding({ permission, what, children }: HoldingProps) {
  const { data: me } = useQuery(meQuery());
  if (!me || holds(me, permission)) return children;
  const noTeam = me.teams.length === 0;
  return (
    <EmptyState icon={Users} level={1} title={noTeam ? "You are in no team yet" : `You may not see ${what}`}>
      {noTeam
        ? `Ask an owner, an admin or a team lead of ${me.organization.name} to add you (${me.person.email}). Then your team's ${what} show up here.`
        : `Your role is ${me.person.role}. Ask an owner or admin of ${me.organization.name}.`}
    </EmptyState>
  );
}
