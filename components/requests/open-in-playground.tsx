"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import Link from "next/link";
import type { RequestDetail } from "@/lib/admin-api/client/requests";
import type { Me } from "@/lib/admin-api/client/session";
import { meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Tooltip } from "../ui/tooltip";
import { playgroundObstacle } from "./playground-obstacle";

/** Leads to the playground with what the call asked, filled in; where that cannot be, says why. */
export function OpenInPlayground({ request }: { request: RequestDetail }) {
  const { data: me } = useQuery(meQuery());
  if (me === undefined) return null;
  const obstacle = playgroundObstacle(request, mayUse(me, request));
  if (obstacle === null) {
    return (
      <Button asChild>
        <Link href={`/playground?request=${request.id}`} prefetch={false}>
          <MessagesSquare aria-hidden />
          Open in playground
        </Link>
      </Button>
    );
  }
  return (
    <Tooltip content={obstacle} side="bottom">
      <Button aria-disabled aria-description={obstacle} className="cursor-not-allowed opacity-60">
        <MessagesSquare aria-hidden />
        Open in playground
      </Button>
    </Tooltip>
  );
}

function mayUse({ permissions }: Me, { team }: RequestDetail): boolean {
  const inTeam = team === null ? [] : (permissions.inTeams[team.id] ?? []);
  return [...permissions.everywhere, ...inTeam].includes("playground:use");
}
