import type { Metadata } from "next";
import { EndUsersPage } from "@/components/request-groups/end-users-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "End users" };

export default function Page() {
  return (
    <Holding permission="requests:read" what="requests">
      <EndUsersPage />
    </Holding>
  );
}
