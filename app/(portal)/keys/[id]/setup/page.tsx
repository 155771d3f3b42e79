import type { Metadata } from "next";
import { SetupPage } from "@/components/keys/setup-page";

export const metadata: Metadata = { title: "Set up a client" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <SetupPage keyId={id} />;
}
