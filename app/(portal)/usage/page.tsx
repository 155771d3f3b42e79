import type { Metadata } from "next";
import { Suspense } from "react";
import { Holding } from "@/components/shell/holding";
import { UsagePage } from "@/components/usage/usage-page";

export const metadata: Metadata = { title: "Usage & cost" };

export default function Page() {
  return (
    <Holding permission="usage:read" what="usage">
      <Suspense>
        <UsagePage />
      </Suspense>
    </Holding>
  );
}
