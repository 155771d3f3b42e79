import type { Metadata } from "next";
import { CheckpointsPage } from "@/components/checkpoints/checkpoints-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Audit checkpoints" };

export default function Page() {
  return (
    <Holding permission="audit:read" what="audit checkpoints">
      <CheckpointsPage />
    </Holding>
  );
}
