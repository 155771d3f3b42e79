"use client";

import Link from "next/link";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { ON_RUNAWAY } from "./custody";

const link = "rounded-xs text-accent-ink hover:underline";

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Badge key={tag} className="font-mono">
          {tag}
        </Badge>
      ))}
    </span>
  );
}

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
    { term: "Owner", value: key.owner?.name ?? <span className="text-faint">nobody</span> },
    { term: "Tags", value: key.tags.length > 0 ? <Tags tags={key.tags} /> : <span className="text-faint">none</span> },
    { term: "Names end users", value: key.mayAttribute ? "Yes, they count" : "No" },
    { term: "When it runs away", value: ON_RUNAWAY.find((one) => one.value === key.onRunaway)?.label },
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
