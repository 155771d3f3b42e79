"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import Link from "next/link";
import type { ExpiringItem } from "@/lib/admin-api/client/notices";
import { Card, CardHeader } from "../ui/card";
import { TimeCell } from "../ui/time-cell";
import { EXPIRING } from "./notice-words";
import { expiringQuery } from "./notices-queries";

const SHOWN = 8;

/** What ends by itself soon and concerns the reader; nothing when nothing does. */
export function ExpiringCard() {
  const { data: items } = useQuery(expiringQuery());
  if (!items?.length) return null;
  const more = items.length - SHOWN;
  return (
    <Card>
      <CardHeader title="Ends soon" description="Yours, of the teams you lead, and the organization's if you run it" />
      <ul aria-label="Ends soon" className="divide-y border-t">
        {items.slice(0, SHOWN).map((item) => (
          <Expiring key={`${item.kind} ${item.id}`} item={item} />
        ))}
      </ul>
      {more > 0 ? <p className="border-t px-4 py-2 text-faint text-xs">And {more} more.</p> : null}
    </Card>
  );
}

function Expiring({ item: { kind, name, detail, team, endsAt, linkPath } }: { item: ExpiringItem }) {
  const what = EXPIRING[kind](detail);
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 text-sm">
      <CalendarClock className="size-4 shrink-0 text-warn-ink" aria-hidden />
      <span className="min-w-0 flex-1">
        <Link href={linkPath} className="block truncate font-medium text-ink hover:underline">
          {name}
        </Link>
        <span className="block truncate text-faint text-xs">
          {what}
          {team === null ? "" : ` · ${team.name}`}
        </span>
      </span>
      <TimeCell value={endsAt} className="text-muted" />
    </li>
  );
}
