import type { Metadata } from "next";
import { AlertPage } from "@/components/alerts/alert-page";

export const metadata: Metadata = { title: "Alert" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <AlertPage alertId={id} />;
}
