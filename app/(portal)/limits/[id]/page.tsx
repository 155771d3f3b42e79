import type { Metadata } from "next";
import { QuotaPage } from "@/components/quotas/quota-page";

export const metadata: Metadata = { title: "Limit" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <QuotaPage quotaId={id} />;
}
