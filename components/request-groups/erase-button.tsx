"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eraser } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { eraseEndUser } from "@/lib/admin-api/client/privacy";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";

/** Erases the end user of a page, once their name was typed; the signed statement is under Retention & privacy. */
export function EraseButton({ endUser }: { endUser: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const erase = useMutation({
    mutationFn: () => eraseEndUser(endUser),
    onSuccess: ({ document }) => {
      toast.success(`Erased from ${document.erased.records} records and ${document.erased.texts} texts`);
      void client.invalidateQueries();
      router.push("/settings/privacy");
    },
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        <Eraser aria-hidden />
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
    </>
  );
}
