import type { SessionRow } from "@/db/queries/sessions/sessions";
import type { PersonDay } from "@/db/queries/usage/sum-person-days";
import type { WhoAmI } from "@/lib/admin/session/get-me";
import type { MyUsage as MyUsageRows } from "@/lib/admin/session/get-my-usage";
import type { Actor } from "@/lib/auth/actor";
import { usdFromMicros } from "@/lib/money";
import type { Me, MySession, MyUsage } from "../schemas/session";

/** Who the caller is, as the API shows it. */
export function meView({ actor, organization, teams, everywhere, inTeams, session }: WhoAmI): Me {
  return {
    person: { id: actor.personId, name: actor.name, email: actor.email, role: actor.role },
    organization: { id: organization.id, name: organization.name, timeZone: organization.timeZone },
    teams: teams.map(({ id, name, role }) => ({ id, name, role })),
    permissions: { everywhere, inTeams },
    via: actor.via.kind,
    session: session && { id: session.id, expiresAt: session.expiresAt.toISOString() },
  };
}

/** One of the caller's sessions, as the API shows it. */
export function sessionView(session: SessionRow, actor: Actor): MySession {
  const via = actor.kind === "person" ? actor.via : null;
  return {
    id: session.id,
    current: via?.kind === "session" && via.sessionId === session.id,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    userAgent: session.userAgent,
    clientAddress: session.clientAddress,
    method: session.method,
  };
}

/** One's own days with their sums. */
export function myUsageView({ timeZone, days }: MyUsageRows): MyUsage {
  const sum = (read: (day: PersonDay) => number) => days.reduce((total, day) => total + read(day), 0);
  return {
    timeZone,
    costUsd: usdFromMicros(days.reduce((total, { costMicros }) => total + costMicros, 0n)),
    requests: sum(({ requests }) => requests),
    tokens: sum(({ tokens }) => tokens),
    days: days.map(({ start, costMicros, requests, tokens }) => ({
      start: start.toISOString(),
      costUsd: usdFromMicros(costMicros),
      requests,
      tokens,
    })),
  };
}
