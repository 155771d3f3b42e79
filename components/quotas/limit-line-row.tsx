import Link from "next/link";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { cn } from "../ui/cn";
import { QuotaActions } from "./quota-actions";
import { QuotaBadges } from "./quota-badges";
import { QuotaStandingBar } from "./quota-standing-bar";
import { quotaName } from "./quota-words";
import { scopeName } from "./scope-words";

const INDENT = { 0: "", 1: "md:pl-5", 2: "md:pl-10" };

/** One limit in the list: whose and what, where it stands, and what may be done with it. */
export function LimitLineRow({ quota, depth }: { quota: QuotaView; depth: 0 | 1 | 2 }) {
  const name = `${scopeName(quota.scope)}: ${quotaName(quota)}`;
  return (
    <li
      className={cn(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-2 border-b px-4 py-2.5 last:border-b-0 hover:bg-subtle",
        "md:grid-cols-[minmax(0,1.1fr)_minmax(0,1.4fr)_2rem]",
      )}
    >
      <div className={cn("flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1", INDENT[depth])}>
        <Link href={`/limits/${quota.id}`} className="flex min-w-0 flex-col rounded-xs hover:underline">
          <span className="truncate text-faint text-xs">{scopeName(quota.scope)}</span>
          <span className="truncate font-medium text-ink text-sm">{quotaName(quota)}</span>
        </Link>
        <QuotaBadges quota={quota} />
      </div>
      <div className="min-w-0 max-md:order-last max-md:col-span-2">
        <QuotaStandingBar quota={quota} label={name} />
      </div>
      <div className="justify-self-end">
        <QuotaActions quota={quota} />
      </div>
    </li>
  );
}
