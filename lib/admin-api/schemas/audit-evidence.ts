import { z } from "zod";
import { instant } from "./fields";
import { pageOf } from "./page";
import { idOf, line } from "./text";

const signed = z
  .object({ document: z.record(z.string(), z.unknown()), signature: z.string(), publicKey: z.string() })
  .meta({ id: "SignedDocument", description: "Ed25519 over the canonical JSON of `document`, both base64url." });

export const checkpoint = z
  .object({
    id: z.string(),
    seq: z.int().meta({ description: "The last event it covers." }),
    hash: z.string(),
    takenAt: instant,
    delivered: z.int(),
    waiting: z.int(),
    signed,
  })
  .meta({ id: "AuditCheckpoint" });
export const checkpointPage = pageOf(checkpoint, "AuditCheckpointPage");

export const DESTINATION_KINDS = ["file", "webhook", "object_store"] as const;

export const destination = z
  .object({
    id: z.string(),
    kind: z.enum(DESTINATION_KINDS),
    name: z.string(),
    place: z
      .string()
      .meta({ description: "The address, or the bucket and prefix.", example: "https://siem.example.com/hook" }),
    createdAt: instant,
    lastDeliveredAt: instant.nullable(),
    waiting: z.int(),
    trouble: z.string().nullable().meta({ description: "Why the oldest waiting delivery failed the last time." }),
  })
  .meta({ id: "AuditDestination" });

export const checkpointSettings = z
  .object({
    everyMinutes: z.int().nullable(),
    destinations: z.array(destination),
    publicKey: z.string(),
    fingerprint: z.string(),
  })
  .meta({ id: "AuditCheckpointSettings" });

export const setCheckpointScheduleInput = z
  .strictObject({ everyMinutes: z.int().min(5).max(10_080).nullable() })
  .meta({ id: "SetAuditCheckpointSchedule" });
export const checkpointSchedule = z
  .object({ everyMinutes: z.int().nullable() })
  .meta({ id: "AuditCheckpointSchedule" });

const address = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), "must be an https address")
  .refine((text) => !URL.canParse(text) || new URL(text).username === "", "must not hold a name or password");
const word = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x21-\x7e]+$/, "must be visible ASCII characters without spaces");

export const addDestinationInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("file"), name: line(80) }),
    z.strictObject({ kind: z.literal("webhook"), name: line(80), url: address }),
    z.strictObject({
      kind: z.literal("object_store"),
      name: line(80),
      endpoint: address.meta({ example: "https://s3.eu-central-1.example.com" }),
      region: word(40).meta({ example: "eu-central-1" }),
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name"),
      prefix: z.union([z.literal(""), word(200)]).default(""),
      accessKeyId: word(128),
      secretAccessKey: word(256),
    }),
  ])
  .meta({ id: "AddAuditDestination" });

export const addedDestination = z
  .object({
    id: z.string(),
    secret: z.string().nullable().meta({ description: "A webhook's signing secret, shown once (Standard Webhooks)." }),
    alreadyShown: z.boolean(),
  })
  .meta({ id: "AddedAuditDestination" });

export const destinationParams = z.object({ destinationId: idOf("dst") });

export type AuditCheckpoint = z.output<typeof checkpoint>;
export type AuditDestination = z.output<typeof destination>;
export type AuditCheckpointSettings = z.output<typeof checkpointSettings>;
export type AddDestinationInput = z.output<typeof addDestinationInput>;
export type AddedDestination = z.output<typeof addedDestination>;
