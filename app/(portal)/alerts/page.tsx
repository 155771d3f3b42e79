import type { Metadata } from "next";
import { AlertsPage } from "@/components/alerts/alerts-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Alerts" };

export default function Page() {
  return (
    <Holding permission="alerts:read" what="alerts">
      <AlertsPage />
    </Holding>
  );
}
