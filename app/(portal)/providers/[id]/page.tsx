import type { Metadata } from "next";
import { ProviderPage } from "@/components/providers/provider-page";

export const metadata: Metadata = { title: "Provider" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <ProviderPage providerId={id} />;
}
