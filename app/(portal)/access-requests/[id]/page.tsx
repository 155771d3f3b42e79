import type { Metadata } from "next";
import { AccessRequestPage } from "@/components/access-requests/access-request-page";

export const metadata: Metadata = { title: "Access request" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <AccessRequestPage requestId={id} />;
}
