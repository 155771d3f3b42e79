import type {
  AccessRequest,
  ChangeLine,
  Proposal,
  RequestKind,
  RequestStatus,
} from "@/lib/admin-api/client/access-requests";
import { plainLimit } from "../quotas/quota-draft";
import type { Tone } from "../ui/badge";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

export const KINDS: Record<RequestKind, { label: string; hint: string }> = {
  key: { label: "A key", hint: "For one application or person, in a project" },
  models: { label: "More models", hint: "For a key that is there already" },
  quota: { label: "A higher limit", hint: "For some days, or for good" },
  role: { label: "A role", hint: "In the organization, where it takes two people" },
  four_eyes: { label: "Rules for two people", hint: "Fewer changes that take two people" },
  sign_in_rules: { label: "Sign-in rules", hint: "Rules that make more people admins" },
  scim_token: { label: "A SCIM token", hint: "With which a directory makes and ends people" },
  sign_in_link: { label: "A sign-in link", hint: "For an owner or admin, past the identity provider" },
};

/** What the form asks for; the rest is asked where it is changed. */
export const ASKABLE = ["key", "models", "quota", "role"] as const;
export type AskableKind = (typeof ASKABLE)[number];

export const STATUS: Record<RequestStatus, { label: string; tone: Tone }> = {
  open: { label: "Open", tone: "info" },
  approved: { label: "Approved", tone: "good" },
  ended: { label: "Ended", tone: "neutral" },
  refused: { label: "Refused", tone: "bad" },
  withdrawn: { label: "Withdrawn", tone: "neutral" },
  expired: { label: "Expired", tone: "warn" },
};

/** What was asked for, in a line: "Key search-production", "gpt-5 for bulk-indexer". */
export function requestTitle({ proposal, subject }: Pick<AccessRequest, "proposal" | "subject">): string {
  switch (proposal.kind) {
    case "key":
      return `Key ${proposal.name}`;
    case "models":
      return `${proposal.models.includes("*") ? "Every model" : proposal.models.join(", ")} for ${subject.name}`;
    case "quota":
      return `A higher limit for ${subject.name}`;
    case "role":
      return `${proposal.role === "owner" ? "Owner" : proposal.role === "admin" ? "Admin" : `Role ${proposal.role}`}: ${subject.name}`;
    case "four_eyes":
      return "Other rules for two people";
    case "sign_in_rules":
      return "Other sign-in rules";
    case "scim_token":
      return `SCIM token ${proposal.name}${proposal.replaces === null ? "" : ", rotated"}`;
    case "sign_in_link":
      return `Sign-in link for ${subject.name}`;
  }
}

/** How long something lasts: "for good", "for 7 days". */
export function lastingText(days: number | null): string {
  if (days === null) return "for good";
  return days === 1 ? "for 1 day" : `for ${days} days`;
}

/** One side of now → then, as a person reads it. */
export function sideText(text: string | null, unit: ChangeLine["unit"]): string {
  if (text === null) return "—";
  if (unit === "days") return text === "good" ? "good" : lastingText(Number(text)).slice(4);
  if (!/^\d+(\.\d+)?$/.test(text)) return text;
  if (unit === "usd") return formatUsd(text, { wholeWhenRound: true });
  return unit === "amount" ? formatCount(Number(text)) : text;
}

/** The button that says yes: "Approve $50 for 7 days". `unit` is that of the limit. */
export function approveLabel(proposal: Proposal, unit: ChangeLine["unit"]): string {
  switch (proposal.kind) {
    case "key":
      return proposal.monthlyUsd === null
        ? "Approve key"
        : `Approve key with ${formatUsd(proposal.monthlyUsd, { wholeWhenRound: true })} a month`;
    case "models":
      return `Approve ${proposal.models.includes("*") ? "every model" : proposal.models.length === 1 ? proposal.models[0] : `${proposal.models.length} models`} ${lastingText(proposal.days)}`;
    case "quota":
      return `Approve ${sideText(plainLimit(proposal.limit), unit)} ${lastingText(proposal.days)}`;
    case "role":
      return `Make ${proposal.role}`;
    case "four_eyes":
      return "Approve these rules";
    case "sign_in_rules":
      return "Approve these rules";
    case "scim_token":
      return "Approve token";
    case "sign_in_link":
      return "Approve link";
  }
}
