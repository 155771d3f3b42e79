"use client";

import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

/** The only time that a webhook's signing secret is shown. Only its button closes it. */
export function SecretOnce({ title, secret, onDone }: { title: string; secret: string; onDone: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onDone}
      dismissible={false}
      title={title}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice kind="warn" title="This signing secret is shown only now">
          Whoever receives the notices verifies them with it, with any library of Standard Webhooks.
        </Notice>
        <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 break-all font-mono text-ink text-sm">{secret}</code>
          <CopyButton text={secret} what="signing secret" labelled variant="primary" />
        </div>
      </div>
    </Dialog>
  );
}
