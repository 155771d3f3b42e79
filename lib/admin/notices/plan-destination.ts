import type { NoticeDestinationSettings } from "@/db/schema";
import type { AddNoticeDestinationInput } from "@/lib/admin-api/schemas/notices";
import { Secret } from "@/lib/crypto/secret";
import { invalidField } from "@/lib/errors/admin-error";
import { mintWebhookSecret } from "@/lib/webhooks/sign-webhook";

/** What is kept of a destination, and what of it is sealed. */
export interface PlannedDestination {
  settings: NoticeDestinationSettings;
  /** The one origin its secret may be sent to. */
  allowedOrigin: string;
  secret: Secret | null;
  mailsPeople: boolean;
}

/** Takes apart what is secret and what is not. A webhook's secret is made here. */
export function planDestination(input: AddNoticeDestinationInput): PlannedDestination {
  switch (input.kind) {
    case "webhook": {
      const allowedOrigin = new URL(input.url).origin;
      return { settings: { url: input.url }, allowedOrigin, secret: mintWebhookSecret(), mailsPeople: false };
    }
    case "slack": {
      const allowedOrigin = new URL(input.url).origin;
      return { settings: { url: allowedOrigin }, allowedOrigin, secret: new Secret(input.url), mailsPeople: false };
    }
    case "mail": {
      const { host, port, security, username, password, from, recipients, mailsPeople } = input;
      if ((username === null) !== (password === null))
        throw invalidField(username === null ? "username" : "password", "a login has both a name and a password");
      if (recipients.length === 0 && !mailsPeople)
        throw invalidField("recipients", "name a recipient, or let it mail people");
      return {
        settings: { mail: { host, port, security, username, from, to: recipients } },
        allowedOrigin: `smtp://${host}:${port}`,
        secret: password === null ? null : new Secret(password),
        mailsPeople,
      };
    }
  }
}
