import { z } from "zod";
import { instant, usd } from "./fields";
import { organizationRole } from "./people";
import { teamRole } from "./teams";
import { idOf } from "./text";

/** Who the caller is and everything they may do, so that a screen shows only what works. The API checks again. */
export const me = z
  .object({
    person: z.object({ id: idOf("per"), name: z.string(), email: z.string(), role: organizationRole }),
    organization: z.object({
      id: idOf("org"),
      name: z.string(),
      timeZone: z.string().meta({ example: "Europe/Berlin" }),
    }),
    teams: z.array(z.object({ id: idOf("team"), name: z.string(), role: teamRole })),
    permissions: z.object({
      everywhere: z.array(z.string()).meta({ example: ["teams:read", "keys:create"] }),
      /** By team id: what holds in that team beyond `everywhere`. */
      inTeams: z.record(z.string(), z.array(z.string())),
    }),
    via: z.enum(["session", "api_token"]),
    session: z.object({ id: idOf("ses"), expiresAt: instant }).nullable(),
  })
  .meta({ id: "Me" });

export const mySession = z
  .object({
    id: idOf("ses"),
    current: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
    userAgent: z.string().nullable(),
    clientAddress: z.string().nullable(),
    method: z.enum(["one_time_link", "oidc"]).meta({ description: "How it began." }),
  })
  .meta({ id: "Session" });

export const sessionParams = z.object({ sessionId: idOf("ses") });
export const sessionList = z.object({ items: z.array(mySession) }).meta({ id: "SessionList" });
export const signedOut = z
  .object({ sessions: z.int().meta({ description: "How many sessions ended." }) })
  .meta({ id: "SignedOut" });

export const myUsageQuery = z.object({ days: z.coerce.number().int().min(1).max(92).default(30) });
export const myUsage = z
  .object({
    timeZone: z.string().meta({ example: "Europe/Berlin" }),
    costUsd: usd,
    requests: z.int(),
    tokens: z.int(),
    /** Oldest first, those without calls too; the last is today. */
    days: z.array(z.object({ start: instant, costUsd: usd, requests: z.int(), tokens: z.int() })),
  })
  .meta({ id: "MyUsage" });

export type MyUsage = z.output<typeof myUsage>;
export type Me = z.output<typeof me>;
export type MySession = z.output<typeof mySession>;
export type SignedOut = z.output<typeof signedOut>;
