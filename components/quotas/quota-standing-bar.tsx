import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { QuotaBar } from "../ui/quota-bar";
import { limitText, standingOf } from "./quota-words";
import { isEachEndUser } from "./scope-words";

export interface QuotaStandingBarProps {
  quota: QuotaView;
  /** For assistive technology; the name is already beside it. */
  label: string;
}

/** The bar of a quota with its words; a quota of each end user has as many standings as there are end users, so it only says its limit. */
export function QuotaStandingBar({ quota, label }: QuotaStandingBarProps) {
  const standing = standingOf(quota);
  if (standing) return <QuotaBar standing={standing} label={label} labelHidden />;
  const each = isEachEndUser(quota.scope) ? " for each end user, counted one by one" : "";
  return (
    <span className="text-muted text-xs">
      {limitText(quota)}
      {each}
    </span>
  );
}
