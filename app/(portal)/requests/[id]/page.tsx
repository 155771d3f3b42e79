import type { Metadata } from "next";
import { RequestPage } from "@/components/requests/request-page";

export const metadata: Metadata = { title: "Request" };

export default async function OneRequestPage({ params }: { params: Promise<{ id: string }> }) {
  return <RequestPage requestId={(await params).id} />;
}
