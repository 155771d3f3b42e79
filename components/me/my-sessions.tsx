"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { signOutEverywhere } from "@/lib/admin-api/client/session";
import { browserName } from "../sessions/browser-name";
import { SessionList } from "../sessions/session-list";
import { leaveAfter } from "../shell/leave";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Section } from "../ui/section";
import { mySessionsQuery, useRevokeMySession } from "./me-queries";

/** Where one is signed in, with the way out of each place and of all. */
export function MySessions() {
  const { data: sessions, error, refetch } = useQuery(mySessionsQuery());
  const [asking, setAsking] = useState(false);
  const end = useRevokeMySession();
  const leave = useMutation({ mutationFn: () => leaveAfter(signOutEverywhere, "/sign-in?signed-out=1") });
  return (
    <Section
      title="Sessions"
      description="Browsers you are signed in with. One you do not know? Sign out everywhere."
      actions={
        <Button onClick={() => setAsking(true)}>
          <LogOut />
          Sign out everywhere
        </Button>
      }
    >
      {error && !sessions ? (
        <LoadError title="Sessions could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Card className="min-h-16">
          <SessionList
            sessions={sessions ?? []}
            ending={end.isPending ? end.variables : null}
            onEnd={(session) =>
              end.mutate(session.id, {
                onSuccess: () => toast.success(`${browserName(session.userAgent)} is signed out`),
              })
            }
          />
        </Card>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        consequence="Every session of yours ends at once, this one included. API tokens and keys keep working."
        action="Sign out everywhere"
        pending={leave.isPending || leave.isSuccess}
        onConfirm={() => leave.mutate()}
      />
    </Section>
  );
}
