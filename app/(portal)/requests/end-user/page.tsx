import type { Metadata } from "next";
import { EndUserPage } from "@/components/request-groups/end-user-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "End user" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <EndUserPage />
    </Holding>
  );
}
