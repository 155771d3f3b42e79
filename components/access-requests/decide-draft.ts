import type { ApproveAccessRequestInput, Proposal } from "@/lib/admin-api/client/access-requests";
import { plainLimit } from "../quotas/quota-draft";

/** What the approver gives, as typed; begins with what was asked for, or what the first of two gave. */
export interface DecideDraft {
  models: string[];
  days: string;
  monthlyUsd: string;
  tokensPerMinute: string;
  limit: string;
  note: string;
}

export function decideDraftOf(proposal: Proposal): DecideDraft {
  return {
    models: "models" in proposal ? proposal.models : [],
    days: "days" in proposal && proposal.days !== null ? String(proposal.days) : "",
    monthlyUsd: proposal.kind === "key" ? (proposal.monthlyUsd ?? "") : "",
    tokensPerMinute: proposal.kind === "key" ? (proposal.tokensPerMinute ?? "") : "",
    limit: proposal.kind === "quota" ? proposal.limit : "",
    note: "",
  };
}

/** Only what differs from what was asked for: less or shorter. */
export function grantOf(draft: DecideDraft, asked: Proposal): NonNullable<ApproveAccessRequestInput["grant"]> {
  const before = decideDraftOf(asked);
  const changed = (field: "monthlyUsd" | "tokensPerMinute" | "limit") => {
    const typed = plainLimit(draft[field]);
    return typed === "" || typed === plainLimit(before[field]) ? {} : { [field]: typed };
  };
  const days = draft.days.trim();
  return {
    ...(draft.models.join("\n") === before.models.join("\n") ? {} : { models: draft.models }),
    ...(days === "" || days === before.days ? {} : { days: Number(days) }),
    ...changed("monthlyUsd"),
    ...changed("tokensPerMinute"),
    ...changed("limit"),
  };
}

/** What would be given. */
export function givenOf(draft: DecideDraft, asked: Proposal): Proposal {
  return { ...asked, ...grantOf(draft, asked) } as Proposal;
}
