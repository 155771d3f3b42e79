"use client";

import type { ScimTokenWithSecret } from "@/lib/admin-api/client/scim-tokens";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

/** The only time that a SCIM token is shown. Only its button closes it. */
export function ScimTokenOnceDialog({ made, onDone }: { made: ScimTokenWithSecret; onDone: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onDone}
      dismissible={false}
      title={`Token for ${made.scimToken.name}`}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      {made.secret === null ? (
        <Notice kind="warn" title="The token was already shown">
          A repeated request does not show it again. Rotate the token to get a new one.
        </Notice>
      ) : (
        <div className="flex flex-col gap-4">
          <Notice kind="warn" title="This token is shown only now">
            Gatehouse keeps a digest, not the token. Enter it at your directory before you close this.
          </Notice>
          <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
            <code data-testid="scim-token" className="min-w-0 flex-1 break-all font-mono text-ink text-sm">
              {made.secret}
            </code>
            <CopyButton text={made.secret} what="SCIM token" labelled variant="primary" />
          </div>
        </div>
      )}
    </Dialog>
  );
}
