"use client";

import type { SignInLink } from "@/lib/admin-api/client/people";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { TimeCell } from "../ui/time-cell";

export interface SignInLinkDialogProps {
  name: string;
  link: SignInLink;
  onDone: () => void;
}

/** The only time that a sign-in link is shown. Only its button closes it. */
export function SignInLinkDialog({ name, link, onDone }: SignInLinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onDone}
      dismissible={false}
      title={`Sign-in link for ${name}`}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have passed it on
        </Button>
      }
    >
      {link.url === null ? (
        <Notice kind="warn" title="The link was already shown">
          A repeated request does not show it again. Make a new one in the list of people.
        </Notice>
      ) : (
        <div className="flex flex-col gap-4">
          <Notice kind="warn" title="This link is shown only now">
            Whoever opens it first signs in as {name}. Pass it on over a channel you trust. It ends{" "}
            <TimeCell value={link.expiresAt} />.
          </Notice>
          <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
            <code data-testid="sign-in-link" className="min-w-0 flex-1 break-all font-mono text-ink text-xs">
              {link.url}
            </code>
            <CopyButton text={link.url} what="sign-in link" labelled variant="primary" />
          </div>
        </div>
      )}
    </Dialog>
  );
}
