import type { Metadata } from "next";
import { Suspense } from "react";
import { ExpiringCard } from "@/components/notices/expiring-card";
import { Overview } from "@/components/overview/overview";
import { OverviewSkeleton } from "@/components/overview/overview-skeleton";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage() {
  return (
    <Holding permission="usage:read" what="numbers">
      <Suspense fallback={<OverviewSkeleton />}>
        <Overview expiring={<ExpiringCard />} />
      </Suspense>
    </Holding>
  );
}
