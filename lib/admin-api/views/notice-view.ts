import type { ExpiringThing } from "@/db/queries/notices/expiring-things";
import type { DeliveryRow } from "@/db/queries/notices/list-deliveries";
import type { MyNoticeRow } from "@/db/queries/notices/my-notices";
import type { ShownDestination } from "@/lib/admin/notices/locate-notice-destination";
import type { NoticePreferences as Preferences } from "@/lib/admin/notices/notice-preferences";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { ExpiringItem, MyNotice, NoticeDelivery, NoticeDestination, NoticePreferences } from "../schemas/notices";
import { allowedActions } from "./allowed-actions";

const EVERYWHERE = { kind: "organization" } as const;
const ACTIONS = [
  ["update", "notices:configure"],
  ["test", "notices:configure"],
  ["rotate_secret", "notices:configure"],
  ["remove", "notices:configure"],
] as const;

/** A destination as the API shows it: never its secret, which for Slack is most of its address. */
export function noticeDestinationView(row: ShownDestination, actor: Actor): NoticeDestination {
  const { id, kind, name, settings, topics, leastSeverity, teams, mailsPeople, waiting, dead, trouble } = row;
  return {
    id,
    kind,
    name,
    place: placeOf(row),
    mail: mailOf(row),
    recipients: settings.mail?.to ?? [],
    topics,
    leastSeverity,
    teams,
    mailsPeople,
    paused: row.pausedAt !== null,
    createdAt: row.createdAt.toISOString(),
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    waiting,
    dead,
    trouble,
    previousSecretUntil: row.previousUntil?.toISOString() ?? null,
    allowedActions: allowedActions(actor, EVERYWHERE, ACTIONS).filter(
      (action) => action !== "rotate_secret" || kind === "webhook",
    ),
  };
}

function mailOf({ settings: { mail } }: ShownDestination): NoticeDestination["mail"] {
  if (mail === undefined) return null;
  const { host, port, security, username, from } = mail;
  return { host, port, security, username, from };
}

function placeOf({ kind, settings }: ShownDestination): string {
  switch (kind) {
    case "webhook":
      return settings.url ?? "";
    case "slack":
      return `${settings.url ?? ""}/…`;
    case "mail":
      return `${settings.mail?.from ?? ""} by ${settings.mail?.host ?? ""}:${settings.mail?.port ?? ""}`;
  }
}

export function noticeDeliveryView(row: DeliveryRow, actor: Actor): NoticeDelivery {
  const { id, noticeId, kind, severity, title, state, attempts, answerStatus, trouble } = row;
  const mayRetry = (state === "dead" || state === "waiting") && may(actor, "notices:configure", EVERYWHERE);
  return {
    id,
    notice: { id: noticeId, kind, severity, title, createdAt: row.noticeCreatedAt.toISOString() },
    destination: { id: row.destinationId, name: row.destinationName },
    person: row.personId === null ? null : { id: row.personId, name: row.personName ?? row.personId },
    state,
    attempts,
    nextAt: row.nextAt?.toISOString() ?? null,
    triedAt: row.triedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    answerStatus,
    trouble,
    allowedActions: mayRetry ? ["retry"] : [],
  };
}

export function myNoticeView({ teamId, teamName, createdAt, readAt, ...row }: MyNoticeRow): MyNotice {
  return {
    ...row,
    team: teamId === null ? null : { id: teamId, name: teamName ?? teamId },
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

/** Something that ends soon, as the API shows it to whom it concerns. */
export function expiringView({ kind, id, name, detail, team, endsAt, linkPath }: ExpiringThing): ExpiringItem {
  return { kind, id, name, detail, team, endsAt: endsAt.toISOString(), linkPath };
}

/** How somebody is mailed, as the API shows it. */
export function preferencesView({ isMailSetUp, topics }: Preferences): NoticePreferences {
  return { mail: isMailSetUp, topics: topics.map(({ topic, byMail, isFixed }) => ({ topic, byMail, fixed: isFixed })) };
}
