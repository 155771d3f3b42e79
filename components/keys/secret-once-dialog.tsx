"use client";

import { useQuery } from "@tanstack/react-query";
import type { KeyWithSecret } from "@/lib/admin-api/client/keys";
import { modelsQuery } from "../models/models-queries";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { effectiveAccess } from "./effective-access";
import { useGatewayUrl } from "./gateway-url";
import { curlSnippet, exportSnippet } from "./snippets";

export interface SecretOnceDialogProps {
  issued: KeyWithSecret;
  title: string;
  onDone: () => void;
}

/** The only time that a secret is shown: with copy, a warning, and a call that works at once. Only its button closes it. */
export function SecretOnceDialog({ issued, title, onDone }: SecretOnceDialogProps) {
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
      {issued.secret === null ? (
        <Notice kind="warn" title="The secret was already shown">
          A repeated request does not show it again. Rotate the key to get a new one.
        </Notice>
      ) : (
        <SecretBody secret={issued.secret} keyDetail={issued.key} />
      )}
    </Dialog>
  );
}

function SecretBody({ secret, keyDetail }: { secret: string; keyDetail: KeyWithSecret["key"] }) {
  const baseUrl = useGatewayUrl();
  const { data: models } = useQuery(modelsQuery());
  const callable = effectiveAccess(keyDetail, models ?? []).models.find((model) => model.refusedBecause === null);
  return (
    <div className="flex flex-col gap-4">
      <Notice kind="warn" title="This secret is shown only now">
        Gatehouse keeps a digest, not the secret. Put it into your secret store before you close this; if it is lost,
        rotate the key.
      </Notice>
      <div className="flex items-center gap-2 rounded-md border bg-subtle py-1.5 pr-1.5 pl-3">
        <code data-testid="secret" className="min-w-0 flex-1 break-all font-mono text-ink text-sm">
          {secret}
        </code>
        <CopyButton text={secret} what="secret" labelled variant="primary" />
      </div>
      {callable ? (
        <div className="flex flex-col gap-2">
          <p className="text-muted text-sm">
            This works at once{callable.simulated ? ", answered by the simulated provider" : ""}:
          </p>
          <CodeBlock
            label="First call"
            samples={[
              { title: "curl", code: curlSnippet({ baseUrl, model: callable.name, secret }) },
              { title: "Environment", code: exportSnippet(secret) },
            ]}
          />
        </div>
      ) : (
        <Notice kind="info" title="No model can be called with it yet">
          The key works as soon as one of its models has a deployment that is on.
        </Notice>
      )}
    </div>
  );
}
