import type { Metadata } from "next";
import { Suspense } from "react";
import { AccessRequestPage } from "@/components/access-requests/access-request-page";

export const metadata: Metadata = { title: "Access request" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return (
    <Suspense>
      <AccessRequestPage requestId={id} />
    </Suspense>
  );
}
