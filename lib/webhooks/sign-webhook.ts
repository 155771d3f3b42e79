import { createHmac, randomBytes } from "node:crypto";
import { Secret } from "@/lib/crypto/secret";

/** What a signing secret begins with (Standard Webhooks 1.0); base64 follows. */
const SECRET_START = "whsec_";
const SECRET_BYTES = 32;

/** A new signing secret. */
export function mintWebhookSecret(): Secret {
  return new Secret(`${SECRET_START}${randomBytes(SECRET_BYTES).toString("base64")}`);
}

/** What is sent: its id, the same at every try, and the body's exact text. */
interface SignedMessage {
  id: string;
  body: string;
  now: Date;
}

/** The headers of Standard Webhooks 1.0, signed with each of the secrets: while one is rotated, a receiver may know either. */
export function webhookHeaders({ id, body, now }: SignedMessage, secrets: readonly Secret[]): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

/** Base64 HMAC-SHA-256. */
function signatureOf(secret: Secret, content: string): string {
  const key = Buffer.from(secret.reveal().slice(SECRET_START.length), "base64");
  return createHmac("sha256", key).update(content).digest("base64");
}
