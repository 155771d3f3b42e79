import Link from "next/link";
import type { ReactNode } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { QuotaBadges } from "./quota-badges";
import { QuotaStandingBar } from "./quota-standing-bar";
import { quotaName } from "./quota-words";

export interface QuotaMeterProps {
  quota: QuotaView;
  /** Whose it is, where several scopes stand together. */
  scope?: string;
  /** At the right of its name. */
  actions?: ReactNode;
}

/** One quota: what it limits, its bar in three parts, and where it stands in words. Its name leads to its page. */
export function QuotaMeter({ quota, scope, actions }: QuotaMeterProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-7 items-center gap-2">
        <span className="flex min-w-0 flex-col">
          {scope ? <span className="truncate text-faint text-xs">{scope}</span> : null}
          <Link href={`/limits/${quota.id}`} className="truncate font-medium text-ink text-sm hover:underline">
            {quotaName(quota)}
          </Link>
        </span>
        <QuotaBadges quota={quota} />
        {actions ? <div className="ml-auto flex items-center gap-1">{actions}</div> : null}
      </div>
      <QuotaStandingBar quota={quota} label={scope ? `${scope}: ${quotaName(quota)}` : quotaName(quota)} />
    </div>
  );
}
