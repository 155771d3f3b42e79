import type { Metadata } from "next";
import { Suspense } from "react";
import { LimitsPage } from "@/components/quotas/limits-page";

export const metadata: Metadata = { title: "Budgets & limits" };

export default function Page() {
  return (
    <Suspense>
      <LimitsPage />
    </Suspense>
  );
}
