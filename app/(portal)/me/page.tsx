import type { Metadata } from "next";
import { MePage } from "@/components/me/me-page";
import { ExpiringCard } from "@/components/notices/expiring-card";
import { MailPreferences } from "@/components/notices/mail-preferences";

export const metadata: Metadata = { title: "Your account" };

export default function MyAccountPage() {
  return <MePage expiring={<ExpiringCard />} preferences={<MailPreferences />} />;
}
