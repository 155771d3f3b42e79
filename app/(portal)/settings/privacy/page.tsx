import type { Metadata } from "next";
import { PrivacyPage } from "@/components/privacy/privacy-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Retention & privacy" };

export default function PrivacySettingsPage() {
  return (
    <Holding permission="privacy:read" what="the privacy settings">
      <PrivacyPage />
    </Holding>
  );
}
