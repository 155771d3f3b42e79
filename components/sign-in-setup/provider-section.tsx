import type { ReactNode } from "react";
import type { SignInSetup } from "@/lib/admin-api/client/sign-in-setup";
import { Card } from "../ui/card";
import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";
import { DefinitionList } from "../ui/definition-list";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { StatusPill } from "../ui/status-pill";
import { PROVIDER_SAMPLES } from "./provider-samples";
import { SIGN_IN_HELP } from "./sign-in-help";

/** The provider of the environment, or how to name one. */
export function ProviderSection({ setup }: { setup: SignInSetup }) {
  const { provider } = setup;
  return (
    <Section
      title="Provider"
      help={SIGN_IN_HELP.provider}
      description="Set by the environment, so that a leaked session cannot change it."
    >
      {provider === null ? (
        <NoProvider redirectUri={setup.redirectUri} />
      ) : (
        <Card className="px-4 py-1">
          <DefinitionList
            items={[
              {
                term: "Provider",
                value: (
                  <span className="flex flex-wrap items-center gap-2">
                    {provider.name} <StatusPill tone="good">On</StatusPill>
                  </span>
                ),
              },
              { term: "Issuer", value: <Mono>{provider.issuer}</Mono> },
              { term: "Client id", value: <Mono>{provider.clientId}</Mono> },
              { term: "Redirect URI", value: <Copyable text={setup.redirectUri} what="redirect URI" /> },
            ]}
          />
        </Card>
      )}
      {provider === null ? null : (
        <p className="text-faint text-xs">
          One-time links still work, for when the provider does not. The audit log marks each of them as breaking glass.
        </p>
      )}
    </Section>
  );
}

function NoProvider({ redirectUri }: { redirectUri: string }) {
  return (
    <div className="flex flex-col gap-3">
      <Notice kind="info" title="People sign in with one-time links">
        Register Gatehouse at your OpenID provider with the redirect URI below, set these variables, and start Gatehouse
        again.
      </Notice>
      <Card className="px-4 py-1">
        <DefinitionList
          items={[{ term: "Redirect URI", value: <Copyable text={redirectUri} what="redirect URI" /> }]}
        />
      </Card>
      <CodeBlock label="Settings of the provider" samples={PROVIDER_SAMPLES} />
    </div>
  );
}

/** A value in mono with a button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Mono>{text}</Mono>
      <CopyButton text={text} what={what} />
    </span>
  );
}

function Mono({ children }: { children: ReactNode }) {
  return <code className="min-w-0 break-all font-mono text-xs">{children}</code>;
}
