"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { ProviderDetail } from "@/lib/admin-api/client/providers";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { AddCredentialDialog } from "./credential-dialogs";
import { CredentialRow } from "./credential-row";

export interface ProviderCredentialsProps {
  provider: ProviderDetail;
  mayChange: boolean;
}

/** The sealed API keys of a provider: known by their last four characters, tested, replaced, never read. */
export function ProviderCredentials({ provider, mayChange }: ProviderCredentialsProps) {
  const [adding, setAdding] = useState(false);
  const button = mayChange ? (
    <Button size="sm" onClick={() => setAdding(true)}>
      <Plus />
      Add credential
    </Button>
  ) : null;
  const none = provider.credentials.length === 0;
  return (
    <Section
      title="Credentials"
      description="Sealed with a key of their own and bound to this origin. Nobody can read them again, only replace them."
      actions={none ? null : button}
    >
      <Card>
        {none ? (
          <EmptyState
            icon={KeyRound}
            title={provider.credentialNeed === "required" ? "A credential is missing" : "No credential"}
            action={button}
            className="py-8"
          >
            {provider.credentialNeed === "required"
              ? `Calls to ${provider.name} fail until it has one.`
              : `${provider.name} is called without one. Add one if the server asks for it.`}
          </EmptyState>
        ) : (
          <ul>
            {provider.credentials.map((credential) => (
              <CredentialRow key={credential.id} provider={provider} credential={credential} mayChange={mayChange} />
            ))}
          </ul>
        )}
      </Card>
      {adding ? <AddCredentialDialog provider={provider} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
