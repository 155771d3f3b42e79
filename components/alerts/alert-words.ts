import type { Alert, AlertDetail, AlertRuleName } from "@/lib/admin-api/client/alerts";
import type { Tone } from "../ui/badge";

/** What each rule is called, and what it looks at. */
export const RULES: Readonly<Record<AlertRuleName, { label: string; about: string }>> = {
  budget_threshold: {
    label: "Budget thresholds",
    about: "A budget or limit passes one of its marks. The marks stand on each limit.",
  },
  projected_breach: {
    label: "Projected breach",
    about: "By its forecast, a budget of a week or longer is used up before its window ends.",
  },
  error_rate: { label: "Error rate", about: "Calls to a model fail far more often than in the seven days before." },
  latency: {
    label: "Latency",
    about: "A model's p95, to the first token or in whole, is far above the seven days before.",
  },
  provider_down: {
    label: "Provider down",
    about: "Nearly every attempt at a provider fails, even if another one answers.",
  },
  runaway_key: { label: "Runaway keys", about: "The runaway guard has flagged or paused a key." },
  dead_destination: { label: "Dead destinations", about: "Deliveries were given up, and nothing has arrived since." },
  ledger_drift: {
    label: "Drift of the ledger",
    about: "A quota did not say what the ledger says. It must stay silent.",
  },
};

export const SEVERITIES: Readonly<Record<Alert["severity"], { label: string; tone: Tone }>> = {
  info: { label: "Info", tone: "info" },
  warning: { label: "Warning", tone: "warn" },
  critical: { label: "Critical", tone: "bad" },
};

export const STATES: Readonly<Record<Alert["state"], { label: string; tone: Tone }>> = {
  open: { label: "Open", tone: "bad" },
  acknowledged: { label: "Acknowledged", tone: "warn" },
  resolved: { label: "Resolved", tone: "good" },
};

/** A line of an alert's history. */
export function changeInWords({ kind, person }: AlertDetail["changes"][number]): string {
  switch (kind) {
    case "opened":
      return "Opened";
    case "escalated":
      return "Became worse";
    case "reopened":
      return "Came back";
    case "acknowledged":
      return `Acknowledged by ${person?.name ?? "Gatehouse"}`;
    case "resolved":
      return person === null ? "Ended by itself" : `Resolved by ${person.name}`;
  }
}
