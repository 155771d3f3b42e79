import type { Metadata } from "next";
import { Suspense } from "react";
import { EndUserPage } from "@/components/request-groups/end-user-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "End user" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <Suspense>
        <EndUserPage />
      </Suspense>
    </Holding>
  );
}
