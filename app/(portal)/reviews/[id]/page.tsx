import type { Metadata } from "next";
import { AccessReviewPage } from "@/components/access-reviews/access-review-page";

export const metadata: Metadata = { title: "Access review" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <AccessReviewPage reviewId={id} />;
}
