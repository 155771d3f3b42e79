"use client";

import { RefreshCw } from "lucide-react";
import { useState } from "react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { Button } from "../ui/button";
import { CopyableId } from "../ui/copyable-id";
import { PageHeader } from "../ui/page-header";
import { StatusPill } from "../ui/status-pill";
import { KeyMenu } from "./key-menu";
import { KEY_STATUS } from "./key-words";
import { RotateKey } from "./rotate-key";

/** Name, public id and state, and what may be done with the key. */
export function KeyHeader({ keyDetail }: { keyDetail: KeyDetail }) {
  const [rotating, setRotating] = useState(false);
  const { tone, label } = KEY_STATUS[keyDetail.status];
  return (
    <>
      <PageHeader
        title={keyDetail.name}
        meta={
          <>
            <StatusPill tone={tone}>{label}</StatusPill>
            <CopyableId id={keyDetail.publicId} what="public id" />
          </>
        }
        description={keyDetail.purpose || undefined}
        actions={
          <>
            {keyDetail.allowedActions.includes("rotate") ? (
              <Button onClick={() => setRotating(true)}>
                <RefreshCw />
                Rotate
              </Button>
            ) : null}
            <KeyMenu keyDetail={keyDetail} />
          </>
        }
      />
      {rotating ? <RotateKey keyDetail={keyDetail} onClose={() => setRotating(false)} /> : null}
    </>
  );
}
