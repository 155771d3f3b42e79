import type { Metadata } from "next";
import { Suspense } from "react";
import { Holding } from "@/components/shell/holding";
import { StatementsPage } from "@/components/usage/statements-page";

export const metadata: Metadata = { title: "Statements" };

export default function Page() {
  return (
    <Holding permission="statements:read" what="statements">
      <Suspense>
        <StatementsPage />
      </Suspense>
    </Holding>
  );
}
