import type { Metadata } from "next";
import { Suspense } from "react";
import { AccessReviewsPage } from "@/components/access-reviews/access-reviews-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Access reviews" };

export default function Page() {
  return (
    <Holding permission="access_reviews:read" what="access reviews">
      <Suspense>
        <AccessReviewsPage />
      </Suspense>
    </Holding>
  );
}
