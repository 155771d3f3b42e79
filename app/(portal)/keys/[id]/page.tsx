import type { Metadata } from "next";
import { KeyPage } from "@/components/keys/key-page";

export const metadata: Metadata = { title: "Key" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <KeyPage keyId={id} />;
}
