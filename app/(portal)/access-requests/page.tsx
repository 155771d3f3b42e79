import type { Metadata } from "next";
import { AccessRequestsPage } from "@/components/access-requests/access-requests-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Access requests" };

export default function Page() {
  return (
    <Holding permission="access_requests:read" what="access requests">
      <AccessRequestsPage />
    </Holding>
  );
}
