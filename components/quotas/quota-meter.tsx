import type { ReactNode } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { Badge } from "../ui/badge";
import { QuotaBar } from "../ui/quota-bar";
import { limitText, quotaName, refusesAll, standingOf } from "./quota-words";

export interface QuotaMeterProps {
  quota: QuotaView;
  /** Whose it is, where several scopes stand together. */
  scope?: string;
  /** At the right of its name. */
  actions?: ReactNode;
}

/** One quota: what it limits, its bar in three parts, and where it stands in words. */
export function QuotaMeter({ quota, scope, actions }: QuotaMeterProps) {
  const standing = standingOf(quota);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-7 items-center gap-2">
        <span className="flex min-w-0 flex-col">
          {scope ? <span className="truncate text-faint text-xs">{scope}</span> : null}
          <span className="font-medium text-ink text-sm">{quotaName(quota)}</span>
        </span>
        {refusesAll(quota) ? <Badge tone="bad">Refuses every call</Badge> : null}
        {actions ? <div className="ml-auto flex items-center gap-1">{actions}</div> : null}
      </div>
      {standing ? (
        <QuotaBar standing={standing} label={scope ? `${scope}: ${quotaName(quota)}` : quotaName(quota)} labelHidden />
      ) : (
        <span className="text-muted text-xs">{limitText(quota)}</span>
      )}
    </div>
  );
}
