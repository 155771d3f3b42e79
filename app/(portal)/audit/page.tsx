import type { Metadata } from "next";
import { AuditPage } from "@/components/audit/audit-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Audit" };

export default function Page() {
  return (
    <Holding permission="audit:read" what="the audit log">
      <AuditPage />
    </Holding>
  );
}
