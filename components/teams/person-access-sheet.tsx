"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Person } from "@/lib/admin-api/client/people";
import type { Identity } from "@/lib/admin-api/client/person-access";
import { SessionList } from "../sessions/session-list";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { Section } from "../ui/section";
import { Sheet } from "../ui/sheet";
import { TimeCell } from "../ui/time-cell";
import {
  personIdentitiesQuery,
  personSessionsQuery,
  useRevokePersonSession,
  useSignPersonOut,
  useUnlinkIdentity,
} from "./person-access-queries";

/** Where somebody is signed in and as whom the provider knows them; both can be ended by who may. */
export function PersonAccessSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={`Access of ${person.name}`}
      description="Ending a session takes effect with that browser's next click."
    >
      <div className="flex flex-col gap-6">
        <Sessions person={person} />
        <Identities person={person} />
      </div>
    </Sheet>
  );
}

function Sessions({ person }: { person: Person }) {
  const { data: sessions } = useQuery(personSessionsQuery(person.id));
  const end = useRevokePersonSession(person.id);
  const signOut = useSignPersonOut(person.id);
  const mayEnd = person.allowedActions.includes("end_sessions");
  return (
    <Section
      title="Sessions"
      actions={
        mayEnd && sessions && sessions.length > 0 ? (
          <Button
            size="sm"
            pending={signOut.isPending}
            onClick={() =>
              signOut.mutate(undefined, { onSuccess: () => toast.success(`${person.name} is signed out everywhere`) })
            }
          >
            Sign out everywhere
          </Button>
        ) : null
      }
    >
      <Card className="min-h-14">
        {sessions?.length === 0 ? <p className="px-4 py-4 text-faint text-sm">Not signed in anywhere.</p> : null}
        <SessionList
          sessions={sessions ?? []}
          ending={end.isPending ? end.variables : null}
          onEnd={mayEnd ? (session) => end.mutate(session.id) : null}
        />
      </Card>
    </Section>
  );
}

function Identities({ person }: { person: Person }) {
  const { data: identities } = useQuery(personIdentitiesQuery(person.id));
  const unlink = useUnlinkIdentity(person.id);
  const mayUnlink = person.allowedActions.includes("unlink_identity");
  return (
    <Section title="Single sign-on" description="Known by issuer and subject; an address alone never is an identity.">
      <Card className="min-h-14">
        {identities?.length === 0 ? (
          <p className="px-4 py-4 text-faint text-sm">Has not signed in with a provider yet.</p>
        ) : null}
        <ul className="divide-y">
          {identities?.map((identity) => (
            <li key={identity.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
              <IdentityFacts identity={identity} />
              {mayUnlink ? (
                <Button
                  size="sm"
                  pending={unlink.isPending}
                  onClick={() =>
                    unlink.mutate(identity.id, {
                      onSuccess: () => toast.success(`${person.name} is linked anew at the next sign-in`),
                    })
                  }
                >
                  Unlink
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function IdentityFacts({ identity }: { identity: Identity }) {
  return (
    <div className="min-w-0 flex-1 basis-56 text-sm">
      <p className="truncate text-ink">{identity.issuer}</p>
      <CopyableId id={identity.subject} what="subject" className="relative -left-1" />
      <p className="text-faint text-xs">
        {identity.email ?? "no address"} · last used <TimeCell value={identity.lastUsedAt} />
      </p>
    </div>
  );
}
