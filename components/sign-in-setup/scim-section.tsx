"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import type { ScimTokenWithSecret } from "@/lib/admin-api/client/scim-tokens";
import type { SignInSetup } from "@/lib/admin-api/client/sign-in-setup";
import { AskSecondPerson } from "../second-person/ask-second-person";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DefinitionList } from "../ui/definition-list";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { Copyable } from "./provider-section";
import { CreateScimTokenDialog, type ScimTokenProposal } from "./scim-token-dialogs";
import { ScimTokenOnceDialog } from "./scim-token-once-dialog";
import { ScimTokenRow } from "./scim-token-row";
import { SIGN_IN_HELP } from "./sign-in-help";
import { scimTokensQuery } from "./sign-in-setup-queries";

/** How a directory makes, changes and ends people and groups. */
export function ScimSection({ setup }: { setup: SignInSetup }) {
  const { data: tokens } = useQuery(scimTokensQuery());
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<ScimTokenWithSecret | null>(null);
  const [asking, setAsking] = useState<ScimTokenProposal | null>(null);
  const ask = (proposal: ScimTokenProposal) => {
    setCreating(false);
    setAsking(proposal);
  };
  const create = setup.mayChange ? (
    <Button onClick={() => setCreating(true)}>
      <Plus />
      Create token
    </Button>
  ) : null;
  return (
    <Section
      title="Provisioning (SCIM 2.0)"
      help={SIGN_IN_HELP.scim}
      description="Your directory makes and ends people; its groups are the claim scim_groups. Whoever it ends is out within seconds, with the keys they own."
      actions={tokens && tokens.length > 0 ? create : null}
    >
      <Card>
        <div className="px-4 py-1">
          <DefinitionList
            items={[{ term: "Tenant URL", value: <Copyable text={setup.scimUrl} what="SCIM address" /> }]}
          />
        </div>
        {tokens?.length === 0 ? (
          <EmptyState
            icon={UsersRound}
            title="No directory is connected"
            level={3}
            action={create}
            className="border-t"
          >
            Create a token and enter it at your directory together with the tenant URL.
          </EmptyState>
        ) : (
          <ul className="divide-y border-t">
            {tokens?.map((token) => (
              <ScimTokenRow key={token.id} token={token} onMade={setMade} onAsk={ask} />
            ))}
          </ul>
        )}
      </Card>
      {creating ? <CreateScimTokenDialog onClose={() => setCreating(false)} onMade={setMade} onAsk={ask} /> : null}
      {asking ? <AskSecondPerson proposal={asking} onClose={() => setAsking(null)} /> : null}
      {made ? <ScimTokenOnceDialog made={made} onDone={() => setMade(null)} /> : null}
    </Section>
  );
}
