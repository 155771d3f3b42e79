import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { mintWebhookSecret, webhookHeaders } from "./sign-webhook";

describe("webhookHeaders", () => {
  const message = { id: "ntc_1", body: JSON.stringify({ type: "alert.opened", text: "ü" }), now: new Date() };

  it("verifies with the library that receivers use, under the old and the new secret while one is rotated", () => {
    const [old, next, other] = [mintWebhookSecret(), mintWebhookSecret(), mintWebhookSecret()];
    const headers = webhookHeaders(message, [next, old]);
    for (const secret of [old, next]) {
      expect(new Webhook(secret.reveal()).verify(message.body, headers)).toEqual(JSON.parse(message.body));
    }
    expect(() => new Webhook(other.reveal()).verify(message.body, headers)).toThrow("No matching signature");
  });

  it("verifies no other body, id or time", () => {
    const secret = mintWebhookSecret();
    const verify = (body: string, changed: Record<string, string>) =>
      new Webhook(secret.reveal()).verify(body, { ...webhookHeaders(message, [secret]), ...changed });
    expect(() => verify(`${message.body} `, {})).toThrow("No matching signature");
    expect(() => verify(message.body, { "webhook-id": "ntc_2" })).toThrow("No matching signature");
    expect(() => verify(message.body, { "webhook-timestamp": "1" })).toThrow("too old");
  });
});
