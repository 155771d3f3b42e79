import type { Metadata } from "next";
import { TeamPage } from "@/components/teams/team-page";

export const metadata: Metadata = { title: "Team" };

interface PageProps {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <TeamPage teamId={id} />;
}
