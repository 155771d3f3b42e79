import type { Metadata } from "next";
import { AskPage } from "@/components/access-requests/ask-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Ask for access" };

/** `?kind=`, `project`, `key`, `model`, `quota`, `limit`, `person`, `role` and `name` fill the form in. */
export default function Page() {
  return (
    <Holding permission="access_requests:create" what="access requests">
      <AskPage />
    </Holding>
  );
}
