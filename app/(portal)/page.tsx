import type { Metadata } from "next";
import { Suspense } from "react";
import { Overview } from "@/components/overview/overview";
import { OverviewSkeleton } from "@/components/overview/overview-skeleton";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage() {
  return (
    <Suspense fallback={<OverviewSkeleton />}>
      <Overview />
    </Suspense>
  );
}
