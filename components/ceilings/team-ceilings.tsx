"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { tierWords } from "./ceiling-words";
import { ceilingsQuery } from "./ceilings-queries";
import { EditCeilings } from "./edit-ceilings";

/** What people of a team get without asking further, and who may say so. */
export function TeamCeilings({ team }: { team: { id: string; name: string; archivedAt: string | null } }) {
  const { data: ceilings } = useQuery(ceilingsQuery(team.id));
  const { data: me } = useQuery(meQuery());
  const [editing, setEditing] = useState(false);
  const maySet = me !== undefined && holds(me, "ceilings:write") && team.archivedAt === null;
  return (
    <Section
      title="Ceilings"
      description="What members get at once, and what leads may give. More is for an owner or admin."
      actions={
        maySet && ceilings ? (
          <Button size="sm" onClick={() => setEditing(true)}>
            <Pencil />
            Change ceilings
          </Button>
        ) : null
      }
    >
      {ceilings ? (
        <Card className="grid divide-y md:grid-cols-2 md:divide-x md:divide-y-0">
          <Tier
            title="Members get at once"
            lines={ceilings.member && tierWords(ceilings.member)}
            none="No ceiling: members issue keys as they like, and raises wait for a lead."
          />
          <Tier
            title="Leads may give"
            lines={ceilings.lead && tierWords(ceilings.lead)}
            none="No envelope: leads decide everything inside the team."
          />
        </Card>
      ) : (
        <Skeleton className="h-28 rounded-md" />
      )}
      {editing && ceilings ? <EditCeilings team={team} ceilings={ceilings} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}

function Tier({ title, lines, none }: { title: string; lines: readonly string[] | null; none: string }) {
  return (
    <div className="px-4 py-3 text-sm">
      <h3 className="font-medium text-ink">{title}</h3>
      {lines === null ? (
        <p className="mt-1 text-muted">{none}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-0.5 text-muted tabular-nums">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
