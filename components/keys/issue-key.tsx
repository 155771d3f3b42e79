"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { KeyWithSecret } from "@/lib/admin-api/client/keys";
import { IssueKeySheet } from "./issue-key-sheet";
import { SecretOnceDialog } from "./secret-once-dialog";

/** Asks for a key, shows its secret once, and leads to the key. */
export function IssueKey({ projectId, onClose }: { projectId: string | null; onClose: () => void }) {
  const [issued, setIssued] = useState<KeyWithSecret | null>(null);
  const router = useRouter();
  if (!issued) return <IssueKeySheet projectId={projectId} onClose={onClose} onIssued={setIssued} />;
  return (
    <SecretOnceDialog
      issued={issued}
      title={`Key ${issued.key.name} is ready`}
      onDone={() => router.replace(`/keys/${issued.key.id}`)}
    />
  );
}
