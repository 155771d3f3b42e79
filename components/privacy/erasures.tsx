"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { eraseEndUser, type SignedErasure } from "@/lib/admin-api/client/privacy";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { PRIVACY_HELP } from "./privacy-help";
import { erasuresQuery } from "./privacy-queries";

/** Erasing one end user, and the signed statements of those who were. */
export function Erasures({ mayErase }: { mayErase: boolean }) {
  const { data: erasures } = useQuery(erasuresQuery());
  return (
    <Section
      title="Erase an end user"
      description="Deletes what they and the models said, and puts a pseudonym in their place everywhere else, so that every sum stays. The signed statement says what went."
    >
      {mayErase ? <EraseForm /> : null}
      {erasures && erasures.length > 0 ? (
        <Card>
          <ul>
            {erasures.map((erasure) => (
              <ErasureRow key={erasure.document.id} erasure={erasure} />
            ))}
          </ul>
        </Card>
      ) : (
        <p className="text-faint text-sm">Nobody was erased yet.</p>
      )}
    </Section>
  );
}

function EraseForm() {
  const client = useQueryClient();
  const [endUser, setEndUser] = useState("");
  const [isAsking, setAsking] = useState(false);
  const erase = useMutation({
    mutationFn: () => eraseEndUser(endUser),
    meta: { ownErrors: true },
    onSuccess: ({ document }) => {
      toast.success(`Erased from ${document.erased.records} records and ${document.erased.texts} texts`);
      setEndUser("");
      void client.invalidateQueries();
    },
    onSettled: () => setAsking(false),
  });
  return (
    <form
      className="flex max-w-xl flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (endUser !== "") setAsking(true);
      }}
    >
      <Field
        label="End user"
        help={PRIVACY_HELP.endUser}
        hint="Exactly as your applications name them in “user”."
        className="min-w-64 flex-1"
        error={erase.error instanceof AdminApiError ? erase.error.detail : undefined}
      >
        <Input value={endUser} onChange={(event) => setEndUser(event.target.value)} />
      </Field>
      <Button type="submit" variant="danger" disabled={endUser === ""} pending={erase.isPending} className="mt-6.5">
        Erase
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Erase this end user?"
        consequence="Their prompts and answers are deleted, their name is replaced everywhere, and files that were exported go too. This cannot be undone."
        action="Erase end user"
        typeToConfirm={endUser.trim()}
        pending={erase.isPending}
        onConfirm={() => erase.mutate()}
      />
    </form>
  );
}

function ErasureRow({ erasure }: { erasure: SignedErasure }) {
  const { id, erasedAt, erased, subjectDigest } = erasure.document;
  const file = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(erasure, null, 2))}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-48 flex-1 text-sm">
        <p className="text-ink">
          {erased.records} records, {erased.texts} texts
        </p>
        <p className="truncate font-mono text-faint text-xs">{subjectDigest}</p>
      </div>
      <TimeCell value={erasedAt} absolute className="text-muted text-sm" />
      <Button asChild size="sm">
        <a href={file} download={`erasure-${id}.json`}>
          <Download aria-hidden />
          Signed statement
        </a>
      </Button>
    </li>
  );
}
