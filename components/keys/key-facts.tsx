"use client";

import Link from "next/link";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";

const link = "rounded-xs text-accent-ink hover:underline";

/** Where the key belongs and since when. */
export function KeyFacts({ keyDetail: key }: { keyDetail: KeyDetail }) {
  const items = [
    {
      term: "Team",
      value: (
        <Link href={`/teams/${key.team.id}`} className={link}>
          {key.team.name}
        </Link>
      ),
    },
    {
      term: "Project",
      value: (
        <Link href={`/teams/${key.team.id}?project=${key.project.id}`} className={link}>
          {key.project.name}
        </Link>
      ),
    },
    { term: "Created", value: <TimeCell value={key.createdAt} absolute /> },
    { term: "Created by", value: key.createdBy?.name ?? <span className="text-faint">not known</span> },
    { term: "Last used", value: <TimeCell value={key.lastUsedAt} /> },
    { term: "Expires", value: <TimeCell value={key.expiresAt} absolute /> },
    { term: "Key id", value: <CopyableId id={key.id} what="key id" short className="relative -left-1" /> },
  ];
  return (
    <Section title="About this key">
      <Card className="px-4 py-1">
        <DefinitionList items={items} />
      </Card>
    </Section>
  );
}
