import type { Metadata } from "next";
import { Holding } from "@/components/shell/holding";
import { StatementPage } from "@/components/usage/statement-page";

export const metadata: Metadata = { title: "Statement" };

export default async function Page({ params }: { params: Promise<{ month: string }> }) {
  const { month } = await params;
  return (
    <Holding permission="statements:read" what="statements">
      <StatementPage month={month} />
    </Holding>
  );
}
