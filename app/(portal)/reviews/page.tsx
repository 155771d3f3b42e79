import type { Metadata } from "next";
import { AccessReviewsPage } from "@/components/access-reviews/access-reviews-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Access reviews" };

export default function Page() {
  return (
    <Holding permission="access_reviews:read" what="access reviews">
      <AccessReviewsPage />
    </Holding>
  );
}
