import type { Metadata } from "next";
import { Holding } from "@/components/shell/holding";
import { WhatIfPage } from "@/components/usage/what-if-page";

export const metadata: Metadata = { title: "What if" };

export default function Page() {
  return (
    <Holding permission="usage:read" what="usage">
      <WhatIfPage />
    </Holding>
  );
}
