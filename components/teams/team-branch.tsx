"use client";

import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import type { Project } from "@/lib/admin-api/client/projects";
import type { Team } from "@/lib/admin-api/client/teams";
import type { MonthSpend } from "../quotas/month-spend";
import { SpendCell } from "../quotas/spend-cell";
import { Badge } from "../ui/badge";
import { roleWord } from "./team-words";

const cell = "h-(--row-height) px-3";
const row = "cursor-pointer transition-colors duration-150 hover:bg-subtle";

/** A click anywhere on the row goes where its name leads, except on a link of its own. */
function useRowLink(href: string) {
  const router = useRouter();
  return (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.target instanceof Element && event.target.closest("a,button")) return;
    router.push(href);
  };
}

/** A team's line, above its projects. */
export function TeamBranch({ team, spend }: { team: Team; spend: MonthSpend | undefined }) {
  const href = `/teams/${team.id}`;
  return (
    <tr className={`${row} bg-subtle/50`} onClick={useRowLink(href)}>
      <td className={cell}>
        <span className="flex items-center gap-2">
          <Link href={href} className="rounded-xs font-semibold text-ink hover:underline">
            {team.name}
          </Link>
          {team.myRole ? <Badge>{`you: ${roleWord(team.myRole).toLowerCase()}`}</Badge> : null}
        </span>
      </td>
      <td className={`${cell} max-md:hidden`} />
      <td className={`${cell} text-muted tabular-nums max-md:hidden`}>{team.memberCount}</td>
      <td className={`${cell} text-muted tabular-nums max-md:hidden`}>
        <Link href={`/keys?team=${team.id}`} className="rounded-xs hover:text-ink hover:underline">
          {team.keyCount}
        </Link>
      </td>
      <td className={cell}>
        <SpendCell spend={spend} />
      </td>
    </tr>
  );
}

/** A project's line; it opens inside its team's page. */
export function ProjectBranch({ project, spend }: { project: Project; spend: MonthSpend | undefined }) {
  const href = `/teams/${project.team.id}?project=${project.id}`;
  return (
    <tr className={row} onClick={useRowLink(href)}>
      <td className={cell}>
        <span className="flex items-center gap-2 pl-1">
          <CornerDownRight className="size-3.5 shrink-0 text-faint" aria-hidden />
          <Link href={href} className="truncate rounded-xs text-ink hover:underline">
            {project.name}
          </Link>
        </span>
      </td>
      <td className={`${cell} text-muted max-md:hidden`}>
        {project.costCentre ?? <span className="text-faint">—</span>}
      </td>
      <td className={`${cell} max-md:hidden`} />
      <td className={`${cell} text-muted tabular-nums max-md:hidden`}>
        <Link href={`/keys?project=${project.id}`} className="rounded-xs hover:text-ink hover:underline">
          {project.keyCount}
        </Link>
      </td>
      <td className={cell}>
        <SpendCell spend={spend} />
      </td>
    </tr>
  );
}
