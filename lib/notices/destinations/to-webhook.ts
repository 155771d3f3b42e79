import { sendBriefly } from "@/lib/egress/send-briefly";
import { webhookHeaders } from "@/lib/webhooks/sign-webhook";
import { answerOf } from "./answer-of";
import type { Deliver, Message } from "./destination";

/** Posts the notice, signed as Standard Webhooks 1.0 says. `webhook-id` is the notice's: a receiver that keeps it apart hears everything once. */
export const toWebhook: Deliver = async (message, { id, settings, secrets }, { egress, now }) => {
  const body = JSON.stringify(webhookBody(message));
  const headers = webhookHeaders({ id: message.notice.id, body, now: now() }, secrets);
  return answerOf(await sendBriefly(egress, { poolKey: id, method: "POST", url: settings.url ?? "", headers, body }));
};

function webhookBody({ notice, url }: Message) {
  const { id, kind, topic, severity, subject, team, title, summary, facts, createdAt, organizationId } = notice;
  return {
    type: kind,
    timestamp: createdAt,
    data: { id, topic, severity, title, summary, facts, url, subject, team, organization: { id: organizationId } },
  };
}
