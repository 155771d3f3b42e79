import type { Metadata } from "next";
import { SessionPage } from "@/components/request-groups/session-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Session" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <SessionPage />
    </Holding>
  );
}
