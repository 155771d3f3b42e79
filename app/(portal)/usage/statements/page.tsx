import type { Metadata } from "next";
import { Holding } from "@/components/shell/holding";
import { StatementsPage } from "@/components/usage/statements-page";

export const metadata: Metadata = { title: "Statements" };

export default function Page() {
  return (
    <Holding permission="statements:read" what="statements">
      <StatementsPage />
    </Holding>
  );
}
