import { z } from "zod";
import { instant, named } from "./fields";
import { flag, pageOf, pageQuery } from "./page";
import { idOf, line } from "./text";

export const NOTICE_TOPICS = [
  "access_request",
  "budget_threshold",
  "projected_breach",
  "error_rate",
  "latency",
  "provider_down",
  "runaway_key",
  "dead_destination",
  "ledger_drift",
  "expiry",
] as const;
export const MAIL_CHOICES = ["now", "digest", "none"] as const;
export const NOTICE_SEVERITIES = ["info", "warning", "critical"] as const;
export const NOTICE_DESTINATION_KINDS = ["webhook", "slack", "mail"] as const;
export const EXPIRING_KINDS = [
  "key",
  "key_secret",
  "model_grant",
  "quota_grant",
  "api_token",
  "api_token_secret",
  "scim_token",
] as const;
export const DELIVERY_STATES = ["waiting", "delivered", "dead", "cancelled"] as const;
export const MAIL_SECURITIES = ["starttls", "tls", "none"] as const;

const topic = z.enum(NOTICE_TOPICS);
const severity = z.enum(NOTICE_SEVERITIES);
const kind = z.enum(NOTICE_DESTINATION_KINDS);

export const noticeDestination = z
  .object({
    id: z.string(),
    kind,
    name: z.string(),
    place: z
      .string()
      .meta({ description: "The address without what is secret.", example: "https://hooks.slack.com/…" }),
    mail: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(MAIL_SECURITIES),
        username: z.string().nullable(),
        from: z.string(),
      })
      .nullable()
      .meta({ description: "How the mail server is reached, without its password; null of others." }),
    recipients: z.array(z.string()).meta({ description: "Of mail." }),
    topics: z.array(topic).meta({ description: "What it is told of; empty: everything." }),
    leastSeverity: severity,
    teams: z.array(named).meta({ description: "Only what concerns these; empty: everything." }),
    mailsPeople: z
      .boolean()
      .meta({ description: "Whether this mail server also carries what is addressed to people." }),
    paused: z.boolean(),
    createdAt: instant,
    lastDeliveredAt: instant.nullable(),
    waiting: z.int(),
    dead: z.int().meta({ description: "Deliveries that were given up." }),
    trouble: z.string().nullable().meta({ description: "Why the last try failed; null when it did not." }),
    previousSecretUntil: instant.nullable().meta({ description: "Until then the secret before a rotation signs too." }),
    allowedActions: z.array(z.enum(["update", "test", "rotate_secret", "remove"])),
  })
  .meta({ id: "NoticeDestination" });
export const noticeDestinationList = z.object({ items: z.array(noticeDestination) }).meta({ id: "NoticeDestinations" });

const address = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), "must be an https address")
  .refine((text) => !URL.canParse(text) || new URL(text).username === "", "must not hold a name or password");
const email = z.email().max(254);

const routing = {
  name: line(80),
  topics: z.array(topic).max(NOTICE_TOPICS.length).default([]),
  leastSeverity: severity.default("info"),
  teamIds: z.array(idOf("team")).max(100).default([]),
};

export const addNoticeDestinationInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("webhook"), ...routing, url: address }),
    z.strictObject({
      kind: z.literal("slack"),
      ...routing,
      url: address.meta({
        description: "The incoming webhook's address. It is a secret: it is sealed and never shown.",
      }),
    }),
    z.strictObject({
      kind: z.literal("mail"),
      ...routing,
      host: z
        .string()
        .max(253)
        .regex(/^[A-Za-z0-9.:-]+$/, "must be a host's name")
        .meta({ example: "smtp.example.com" }),
      port: z.int().min(1).max(65_535).default(587),
      security: z.enum(MAIL_SECURITIES).default("starttls"),
      username: z.string().min(1).max(254).nullable().default(null),
      password: z.string().min(1).max(500).nullable().default(null),
      from: email,
      recipients: z.array(email).max(50).default([]).meta({ description: "Who gets what is routed here." }),
      mailsPeople: z.boolean().default(true),
    }),
  ])
  .meta({ id: "AddNoticeDestination" });

export const updateNoticeDestinationInput = z
  .strictObject({
    name: line(80).optional(),
    topics: z.array(topic).max(NOTICE_TOPICS.length).optional(),
    leastSeverity: severity.optional(),
    teamIds: z.array(idOf("team")).max(100).optional(),
    recipients: z.array(email).max(50).optional(),
    mailsPeople: z.boolean().optional(),
    paused: z.boolean().optional(),
  })
  .meta({ id: "UpdateNoticeDestination" });

export const noticeDestinationWithSecret = z
  .object({
    destination: noticeDestination,
    secret: z.string().nullable().meta({ description: "A webhook's signing secret, shown once (Standard Webhooks)." }),
    alreadyShown: z.boolean(),
  })
  .meta({ id: "NoticeDestinationWithSecret" });

export const rotateNoticeSecretInput = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400)
      .meta({ description: "How long the secret before signs too." }),
  })
  .meta({ id: "RotateNoticeSecret" });

export const noticeTest = z
  .object({
    taken: z.boolean(),
    status: z.int().nullable().meta({ description: "Of HTTP or SMTP; null when no answer came." }),
    said: z.string().meta({ description: "The beginning of the answer, or why there was none." }),
    durationMs: z.int(),
    testedAt: instant,
  })
  .meta({ id: "NoticeTest" });

export const noticeDestinationParams = z.object({ destinationId: idOf("ntd") });

export const noticeDelivery = z
  .object({
    id: z.string(),
    notice: z.object({ id: z.string(), kind: z.string(), severity, title: z.string(), createdAt: instant }),
    destination: named,
    person: named.nullable().meta({ description: "Whom the mail is for; null: the destination's own recipients." }),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    nextAt: instant.nullable(),
    triedAt: instant.nullable(),
    endedAt: instant.nullable(),
    answerStatus: z.int().nullable(),
    trouble: z.string().nullable(),
    allowedActions: z.array(z.enum(["retry"])),
  })
  .meta({ id: "NoticeDelivery" });
export const noticeDeliveryPage = pageOf(noticeDelivery, "NoticeDeliveryPage");
export const listDeliveriesQuery = pageQuery.extend({
  destination: idOf("ntd").optional(),
  state: z.enum(DELIVERY_STATES).optional(),
});
export const deliveryParams = z.object({ deliveryId: idOf("dlv") });

export const myNotice = z
  .object({
    id: z.string(),
    kind: z.string().meta({ example: "alert.opened" }),
    topic,
    severity,
    team: named.nullable(),
    title: z.string(),
    summary: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    linkPath: z.string().meta({ description: "A page of the portal." }),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: "MyNotice" });
export const myNoticePage = z
  .object({ items: z.array(myNotice), nextCursor: z.string().nullable(), unread: z.int() })
  .meta({ id: "MyNoticePage" });
export const listMyNoticesQuery = pageQuery.extend({ unread: flag.optional() });
export const readNoticesInput = z
  .strictObject({ noticeIds: z.array(idOf("ntc")).min(1).max(200).nullable().meta({ description: "Null: all." }) })
  .meta({ id: "ReadNotices" });
export const readNotices = z.object({ read: z.int() }).meta({ id: "NoticesRead" });

const byMail = z.enum(MAIL_CHOICES).meta({
  description:
    "`now`: a mail each. `digest`: gathered in one mail a day. `none`: only in the portal, which shows all of it.",
});
export const noticePreferences = z
  .object({
    mail: z.boolean().meta({ description: "Whether a mail server is set up that mails people." }),
    topics: z.array(
      z.object({
        topic,
        byMail,
        fixed: z.boolean().meta({ description: "It is about security, and always mailed at once." }),
      }),
    ),
  })
  .meta({ id: "NoticePreferences" });
export const setNoticePreferencesInput = z
  .strictObject({ topics: z.array(z.strictObject({ topic, byMail })).min(1).max(NOTICE_TOPICS.length) })
  .meta({ id: "SetNoticePreferences" });

export const noticeSettings = z
  .strictObject({
    expiryDays: z
      .array(z.int().min(1).max(90))
      .max(5)
      .meta({
        description: "How many days before something ends by itself it is told; empty: never.",
        example: [7, 1],
      }),
  })
  .meta({ id: "NoticeSettings" });

export const expiring = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(EXPIRING_KINDS),
        id: z.string(),
        name: z.string().meta({ description: "Of the thing, or of the key or limit it is of." }),
        detail: z.string().meta({ description: "Which secret, which models; empty where there is no more to say." }),
        team: named.nullable(),
        endsAt: instant,
        linkPath: z.string().meta({ description: "A page of the portal." }),
      }),
    ),
  })
  .meta({ id: "Expiring" });

export type NoticePreferences = z.output<typeof noticePreferences>;
export type SetNoticePreferencesInput = z.output<typeof setNoticePreferencesInput>;
export type MailChoice = (typeof MAIL_CHOICES)[number];
export type NoticeSettings = z.output<typeof noticeSettings>;
export type ExpiringItem = z.output<typeof expiring>["items"][number];
export type NoticeTopic = z.output<typeof topic>;
export type NoticeSeverity = z.output<typeof severity>;
export type NoticeDestination = z.output<typeof noticeDestination>;
export type NoticeDestinationKind = z.output<typeof kind>;
export type NoticeDestinationWithSecret = z.output<typeof noticeDestinationWithSecret>;
export type AddNoticeDestinationInput = z.output<typeof addNoticeDestinationInput>;
export type NewNoticeDestination = z.input<typeof addNoticeDestinationInput>;
export type UpdateNoticeDestinationInput = z.output<typeof updateNoticeDestinationInput>;
export type NoticeTest = z.output<typeof noticeTest>;
export type NoticeDelivery = z.output<typeof noticeDelivery>;
export type DeliveryState = NoticeDelivery["state"];
export type MyNotice = z.output<typeof myNotice>;
export type MyNoticePage = z.output<typeof myNoticePage>;
