"use client";

import { Monitor, Smartphone } from "lucide-react";
import type { MySession } from "@/lib/admin-api/client/session";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { TimeCell } from "../ui/time-cell";
import { browserName } from "./browser-name";

export interface SessionListProps {
  sessions: readonly MySession[];
  /** Null: looking only. */
  onEnd: ((session: MySession) => void) | null;
  /** The session that is being ended. */
  ending: string | null;
}

const METHODS = { one_time_link: "One-time link", oidc: "Single sign-on" } as const;

/** Browsers somebody is signed in with, newest first. */
export function SessionList({ sessions, onEnd, ending }: SessionListProps) {
  return (
    <ul className="divide-y">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <SessionIcon userAgent={session.userAgent} />
          <div className="min-w-0 flex-1 basis-56">
            <p className="flex flex-wrap items-center gap-2 font-medium text-ink text-sm">
              <span className="min-w-0 truncate" title={session.userAgent ?? undefined}>
                {browserName(session.userAgent)}
              </span>
              {session.current ? <Badge tone="good">This browser</Badge> : null}
            </p>
            <p className="text-faint text-xs">
              {METHODS[session.method]}
              {session.clientAddress ? ` · ${session.clientAddress}` : ""} · signed in{" "}
              <TimeCell value={session.createdAt} /> · last used <TimeCell value={session.lastSeenAt} /> · ends{" "}
              <TimeCell value={session.expiresAt} />
            </p>
          </div>
          {onEnd && !session.current ? (
            <Button size="sm" pending={ending === session.id} onClick={() => onEnd(session)}>
              End session
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function SessionIcon({ userAgent }: { userAgent: string | null }) {
  const Icon = /Mobile|iPhone|Android/.test(userAgent ?? "") ? Smartphone : Monitor;
  return (
    <span className="flex size-8 shrink-0 items-center justify-center rounded-sm border bg-subtle text-muted">
      <Icon className="size-4" aria-hidden />
    </span>
  );
}
