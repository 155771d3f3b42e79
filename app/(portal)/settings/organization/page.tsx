import type { Metadata } from "next";
import { OrganizationPage } from "@/components/settings/organization-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Organization" };

export default function OrganizationSettingsPage() {
  return (
    <Holding permission="organization:update" what="the organization's settings">
      <OrganizationPage />
    </Holding>
  );
}
