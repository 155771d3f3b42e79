import type { Metadata } from "next";
import { RuleList } from "@/components/alerts/rule-list";
import { NoticesPage } from "@/components/notices/notices-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Alerts & notices" };

export default function Page() {
  return (
    <Holding permission="notices:read" what="alerts and notices">
      <NoticesPage rules={<RuleList />} />
    </Holding>
  );
}
