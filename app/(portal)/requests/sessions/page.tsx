import type { Metadata } from "next";
import { Suspense } from "react";
import { SessionsPage } from "@/components/request-groups/sessions-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Sessions" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <Suspense>
        <SessionsPage />
      </Suspense>
    </Holding>
  );
}
