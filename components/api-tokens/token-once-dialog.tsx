"use client";

import type { ApiTokenWithSecret } from "@/lib/admin-api/client/api-tokens";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

interface TokenOnceDialogProps {
  made: ApiTokenWithSecret;
  title: string;
  onDone: () => void;
}

/** The only time that a token is shown. Only its button closes it. */
export function TokenOnceDialog({ made, title, onDone }: TokenOnceDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onDone}
      dismissible={false}
      size="lg"
      title={title}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      {made.secret === null ? (
        <Notice kind="warn" title="The token was already shown">
          A repeated request does not show it again. Rotate it to get a new one.
        </Notice>
      ) : (
        <TokenBody secret={made.secret} />
      )}
    </Dialog>
  );
}

function TokenBody({ secret }: { secret: string }) {
  const call = `curl ${window.location.origin}/api/admin/me \\\n  -H "Authorization: Bearer ${secret}"`;
  return (
    <div className="flex flex-col gap-4">
      <Notice kind="warn" title="This token is shown only now">
        Gatehouse keeps a digest of it. Put it into your secret store before you close this.
      </Notice>
      <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
        <code data-testid="token" className="min-w-0 flex-1 break-all font-mono text-ink text-sm">
          {secret}
        </code>
        <CopyButton text={secret} what="token" labelled variant="primary" />
      </div>
      <p className="text-muted text-sm">
        The API is described in{" "}
        <a href="/api/admin/docs" className="text-accent-ink hover:underline">
          its documentation
        </a>{" "}
        and, for generated clients, in{" "}
        <a href="/api/admin/openapi.json" className="text-accent-ink hover:underline">
          openapi.json
        </a>
        .
      </p>
      <CodeBlock label="First call" samples={[{ title: "curl", code: call }]} />
    </div>
  );
}
