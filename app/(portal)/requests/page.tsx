import type { Metadata } from "next";
import { RequestsList } from "@/components/requests/requests-list";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Requests" };

export default function RequestsPage() {
  return (
    <Holding permission="requests:read" what="requests">
      <RequestsList />
    </Holding>
  );
}
