import type { ExpiringItem, NoticeDelivery, NoticeDestination, NoticeTopic } from "@/lib/admin-api/client/notices";
import type { Tone } from "../ui/badge";

/** What a destination can listen to. */
export const TOPICS: Readonly<Record<NoticeTopic, string>> = {
  access_request: "Access requests",
  budget_threshold: "Budget thresholds",
  projected_breach: "Projected breach",
  error_rate: "Error rate",
  latency: "Latency",
  provider_down: "Provider down",
  runaway_key: "Runaway keys",
  dead_destination: "Dead destinations",
  ledger_drift: "Drift of the ledger",
  expiry: "Ends that come near",
};

export const BY_MAIL = [
  { value: "now", label: "At once" },
  { value: "digest", label: "Once a day" },
  { value: "none", label: "Never" },
] as const;

/** What of it ends; `detail` is which secret, models or unit. */
export const EXPIRING: Readonly<Record<ExpiringItem["kind"], (detail: string) => string>> = {
  key: () => "Key",
  key_secret: (last4) => `Secret ending in ${last4}`,
  model_grant: (models) => `${models === "*" ? "Every model" : models} for a time`,
  quota_grant: () => "Raise of a limit",
  api_token: () => "API token",
  api_token_secret: () => "Secret before the rotation",
  scim_token: (last4) => `SCIM token ending in ${last4}`,
};

export const TOPIC_CHOICES = (Object.keys(TOPICS) as NoticeTopic[]).map((value) => ({ value, label: TOPICS[value] }));

export const LEAST_SEVERITIES = [
  { value: "info", label: "Everything" },
  { value: "warning", label: "Warnings and critical" },
  { value: "critical", label: "Critical only" },
] as const;

export const DELIVERIES: Readonly<Record<NoticeDelivery["state"], { label: string; tone: Tone }>> = {
  waiting: { label: "Waiting", tone: "warn" },
  delivered: { label: "Delivered", tone: "good" },
  dead: { label: "Given up", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** What a destination is told of, in a line. */
export function routingInWords({ topics, leastSeverity, teams, mailsPeople }: NoticeDestination): string {
  const what = topics.length === 0 ? "Everything" : topics.map((topic) => TOPICS[topic]).join(", ");
  const severity =
    leastSeverity === "info" ? "" : leastSeverity === "warning" ? ", warnings and critical" : ", critical only";
  const whose = teams.length === 0 ? "" : ` of ${teams.map(({ name }) => name).join(", ")}`;
  return `${what}${whose}${severity}${mailsPeople ? "; mails people" : ""}`;
}
