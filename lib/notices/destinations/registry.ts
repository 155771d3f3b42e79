import type { NoticeDestinationKind } from "@/db/schema";
import type { Deliver } from "./destination";
import { toMail } from "./to-mail";
import { toSlack } from "./to-slack";
import { toWebhook } from "./to-webhook";

/** How each kind of destination is told. */
export const DELIVER: Record<NoticeDestinationKind, Deliver> = { webhook: toWebhook, slack: toSlack, mail: toMail };
