import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertPage } from "@/components/alerts/alert-page";

export const metadata: Metadata = { title: "Alert" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return (
    <Suspense>
      <AlertPage alertId={id} />
    </Suspense>
  );
}
