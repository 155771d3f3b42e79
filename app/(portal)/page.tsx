import type { Metadata } from "next";
import { ExpiringCard } from "@/components/notices/expiring-card";
import { Overview } from "@/components/overview/overview";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage() {
  return (
    <Holding permission="usage:read" what="numbers">
      <Overview expiring={<ExpiringCard />} />
    </Holding>
  );
}
