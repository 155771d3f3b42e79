import Link from "next/link";
import { type ReactNode, useId } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { Card } from "../ui/card";
import { Skeleton } from "../ui/skeleton";
import { LimitLineRow } from "./limit-line-row";
import { fullestFirst, limitTree } from "./limits-tree";

/** Limits as the tree that owns spend, or all of them with the fullest first. */
export function LimitsList({ quotas, view }: { quotas: readonly QuotaView[]; view: "scope" | "fullest" }) {
  if (view === "fullest") {
    return (
      <Card>
        <ul aria-label="Limits, fullest first">
          {fullestFirst(quotas).map((quota) => (
            <LimitLineRow key={quota.id} quota={quota} depth={0} />
          ))}
        </ul>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {limitTree(quotas).map((group) => (
        <Group
          key={group.id}
          hint={group.hint}
          title={
            group.href ? (
              <Link href={group.href} className="hover:underline">
                {group.title}
              </Link>
            ) : (
              group.title
            )
          }
        >
          {group.lines.map(({ quota, depth }) => (
            <LimitLineRow key={quota.id} quota={quota} depth={depth} />
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ title, hint, children }: { title: ReactNode; hint: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="font-semibold text-base text-ink">
          {title}
        </h2>
        <p className="text-faint text-xs">{hint}</p>
      </div>
      <Card>
        <ul>{children}</ul>
      </Card>
    </section>
  );
}

/** The list's shape while it loads. */
export function LimitsSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy>
      {[2, 4].map((lines) => (
        <div key={lines} className="flex flex-col gap-2">
          <Skeleton className="h-5 w-40" />
          <Skeleton className={lines === 2 ? "h-32 rounded-md" : "h-64 rounded-md"} />
        </div>
      ))}
    </div>
  );
}
