import { createHmac } from "node:crypto";
import type { Deliver } from "./destination";
import { sendOutbound } from "./send-outbound";

/** What a signing secret begins with (Standard Webhooks 1.0); base64 follows. */
export const WEBHOOK_SECRET_START = "whsec_";

/** Posts the checkpoint, signed as Standard Webhooks 1.0 says. Whoever receives it must keep `webhook-id` apart: it may come twice. */
export const toWebhook: Deliver = async (checkpoint, destination, { egress, now }) => {
  const body = JSON.stringify({ type: "audit.checkpoint", timestamp: checkpoint.document.takenAt, data: checkpoint });
  const { id } = checkpoint.document;
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const { status, said } = await sendOutbound(egress, {
    poolKey: destination.id,
    method: "POST",
    url: destination.settings.url ?? "",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${webhookSignature(destination.secret?.reveal() ?? "", [id, timestamp, body])}`,
    },
    body,
  });
  if (status < 200 || status > 299) throw new Error(`It answered ${status}: ${said || "nothing"}`);
};

/** Base64 HMAC-SHA-256 over id, timestamp and body, joined by dots. */
export function webhookSignature(
  secret: string,
  parts: readonly [id: string, timestamp: string, body: string],
): string {
  const key = Buffer.from(secret.slice(WEBHOOK_SECRET_START.length), "base64");
  return createHmac("sha256", key).update(parts.join(".")).digest("base64");
}
