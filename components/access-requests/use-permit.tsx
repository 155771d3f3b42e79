"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Link2, Ticket } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import type { SignInLink } from "@/lib/admin-api/client/people";
import type { ScimTokenWithSecret } from "@/lib/admin-api/client/scim-tokens";
import { refreshQueries } from "../shell/refresh-queries";
import { ScimTokenOnceDialog } from "../sign-in-setup/scim-token-once-dialog";
import { useCreateScimToken, useRotateScimToken } from "../sign-in-setup/sign-in-setup-queries";
import { useCreateSignInLink } from "../teams/people-queries";
import { SignInLinkDialog } from "../teams/sign-in-link-dialog";
import { Button } from "../ui/button";

const refused = (error: Error) => toast.error("That did not work", { description: error.message });

/** What an approval lets its asker make, once: only they see the secret in it. */
export function UsePermit({ request }: { request: AccessRequestDetail }) {
  const { id, proposal, subject } = request;
  const client = useQueryClient();
  const done = () => refreshQueries(client, [["access-requests"]]);
  if (proposal.kind === "scim_token") return <MakeToken requestId={id} proposal={proposal} onDone={done} />;
  if (proposal.kind === "sign_in_link") return <MakeLink requestId={id} person={subject} onDone={done} />;
  return null;
}

interface MakeTokenProps {
  requestId: string;
  proposal: Extract<AccessRequestDetail["proposal"], { kind: "scim_token" }>;
  onDone: () => void;
}

function MakeToken({ requestId, proposal: { name, replaces }, onDone }: MakeTokenProps) {
  const create = useCreateScimToken();
  const rotate = useRotateScimToken();
  const [made, setMade] = useState<ScimTokenWithSecret | null>(null);
  const make = () => {
    const then = { onSuccess: setMade, onError: refused };
    if (replaces === null) create.mutate({ name, accessRequestId: requestId }, then);
    else rotate.mutate({ id: replaces, overlapHours: 24, accessRequestId: requestId }, then);
  };
  return (
    <>
      <Button variant="primary" pending={create.isPending || rotate.isPending} onClick={make}>
        <Ticket />
        {replaces === null ? "Create token" : "Rotate token"}
      </Button>
      {made ? <ScimTokenOnceDialog made={made} onDone={onDone} /> : null}
    </>
  );
}

interface MakeLinkProps {
  requestId: string;
  person: { id: string; name: string };
  onDone: () => void;
}

function MakeLink({ requestId, person, onDone }: MakeLinkProps) {
  const create = useCreateSignInLink();
  const [link, setLink] = useState<SignInLink | null>(null);
  const make = () =>
    create.mutate(
      { personId: person.id, accessRequestId: requestId },
      { onSuccess: ({ signInLink }) => setLink(signInLink), onError: refused },
    );
  return (
    <>
      <Button variant="primary" pending={create.isPending} onClick={make}>
        <Link2 />
        Make link
      </Button>
      {link ? <SignInLinkDialog name={person.name} link={link} onDone={onDone} /> : null}
    </>
  );
}
