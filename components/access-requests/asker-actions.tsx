"use client";

import { KeyRound, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import type { KeyWithSecret } from "@/lib/admin-api/client/keys";
import { SecretOnceDialog } from "../keys/secret-once-dialog";
import { Button } from "../ui/button";
import { useCollectKey, useWithdrawRequest } from "./access-requests-queries";
import { UsePermit } from "./use-permit";

/** What its asker does with a request: fetch the key's secret, make the token or link it allows, once, or take the request back. */
export function AskerActions({ request }: { request: AccessRequestDetail }) {
  const router = useRouter();
  const collect = useCollectKey();
  const withdraw = useWithdrawRequest(request.id);
  const [issued, setIssued] = useState<KeyWithSecret | null>(null);
  const refused = (error: Error) => toast.error("That did not work", { description: error.message });
  return (
    <>
      {request.allowedActions.includes("collect") ? (
        <Button
          variant="primary"
          pending={collect.isPending}
          onClick={() => collect.mutate(request.id, { onSuccess: setIssued })}
        >
          <KeyRound />
          Show secret
        </Button>
      ) : null}
      {request.allowedActions.includes("withdraw") ? (
        <Button pending={withdraw.isPending} onClick={() => withdraw.mutate(undefined, { onError: refused })}>
          <Undo2 />
          Withdraw
        </Button>
      ) : null}
      {request.allowedActions.includes("use") ? <UsePermit request={request} /> : null}
      {issued ? (
        <SecretOnceDialog
          issued={issued}
          title={`Key ${issued.key.name} is ready`}
          onDone={() => router.replace(`/keys/${issued.key.id}`)}
        />
      ) : null}
    </>
  );
}
