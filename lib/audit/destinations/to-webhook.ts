import { sendBriefly } from "@/lib/egress/send-briefly";
import { webhookHeaders } from "@/lib/webhooks/sign-webhook";
import type { Deliver } from "./destination";

/** Posts the checkpoint, signed as Standard Webhooks 1.0 says. Whoever receives it must keep `webhook-id` apart: it may come twice. */
export const toWebhook: Deliver = async (checkpoint, destination, { egress, now }) => {
  const body = JSON.stringify({ type: "audit.checkpoint", timestamp: checkpoint.document.takenAt, data: checkpoint });
  const secrets = destination.secret === null ? [] : [destination.secret];
  const { status, said } = await sendBriefly(egress, {
    poolKey: destination.id,
    method: "POST",
    url: destination.settings.url ?? "",
    headers: webhookHeaders({ id: checkpoint.document.id, body, now: now() }, secrets),
    body,
  });
  if (status < 200 || status > 299) throw new Error(`It answered ${status}: ${said || "nothing"}`);
};
