import type { Metadata } from "next";
import { LimitsPage } from "@/components/quotas/limits-page";

export const metadata: Metadata = { title: "Budgets & limits" };

export default function Page() {
  return <LimitsPage />;
}
