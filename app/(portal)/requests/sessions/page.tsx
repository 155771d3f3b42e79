import type { Metadata } from "next";
import { SessionsPage } from "@/components/request-groups/sessions-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Sessions" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <SessionsPage />
    </Holding>
  );
}
