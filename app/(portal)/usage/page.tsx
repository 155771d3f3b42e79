import type { Metadata } from "next";
import { Holding } from "@/components/shell/holding";
import { UsagePage } from "@/components/usage/usage-page";

export const metadata: Metadata = { title: "Usage & cost" };

export default function Page() {
  return (
    <Holding permission="usage:read" what="usage">
      <UsagePage />
    </Holding>
  );
}
