import type { Metadata } from "next";
import { Suspense } from "react";
import { CheckpointsPage } from "@/components/checkpoints/checkpoints-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Audit checkpoints" };

export default function Page() {
  return (
    <Holding permission="audit:read" what="audit checkpoints">
      <Suspense>
        <CheckpointsPage />
      </Suspense>
    </Holding>
  );
}
