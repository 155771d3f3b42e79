"use client";

import { Link2, MonitorSmartphone, MoreHorizontal, ShieldCheck, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { Person, SignInLink } from "@/lib/admin-api/client/people";
import { AskSecondPerson } from "../second-person/ask-second-person";
import { needsSecondPerson } from "../second-person/needs-second-person";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { toastUndo } from "../ui/toast-undo";
import { useCreateSignInLink, useSetPersonActive } from "./people-queries";
import { PersonAccessSheet } from "./person-access-sheet";
import { PersonRoleDialog } from "./person-role-dialog";
import { SignInLinkDialog } from "./sign-in-link-dialog";

type Opened = "role" | "access" | "deactivate" | "ask";

/** What the signed-in person may do with somebody; nothing with themselves. */
export function PersonMenu({ person }: { person: Person }) {
  const [open, setOpen] = useState<Opened | null>(null);
  const [link, setLink] = useState<SignInLink | null>(null);
  const createLink = useCreateSignInLink();
  const setActive = useSetPersonActive();
  if (person.allowedActions.length === 0) return null;
  const tell = (error: Error) => toast.error("That did not work", { description: error.message });
  const makeLink = () =>
    createLink.mutate(
      { personId: person.id },
      {
        onSuccess: ({ signInLink }) => setLink(signInLink),
        onError: (error) => (needsSecondPerson(error) ? setOpen("ask") : tell(error)),
      },
    );
  const change = (active: boolean) =>
    setActive.mutate(
      { personId: person.id, active },
      {
        onSuccess: () => {
          setOpen(null);
          toastUndo(active ? `${person.name} may sign in again` : `${person.name} is signed out everywhere`, () =>
            setActive.mutate({ personId: person.id, active: !active }),
          );
        },
        onError: tell,
      },
    );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Change ${person.name}`}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <PersonItems person={person} onLink={makeLink} onOpen={setOpen} onReactivate={() => change(true)} />
        </DropdownMenuContent>
      </DropdownMenu>
      {link ? <SignInLinkDialog name={person.name} link={link} onDone={() => setLink(null)} /> : null}
      {open === "ask" ? (
        <AskSecondPerson proposal={{ kind: "sign_in_link", personId: person.id }} onClose={() => setOpen(null)} />
      ) : null}
      {open === "role" ? <PersonRoleDialog person={person} onClose={() => setOpen(null)} /> : null}
      {open === "access" ? <PersonAccessSheet person={person} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        open={open === "deactivate"}
        onOpenChange={() => setOpen(null)}
        title={`Deactivate ${person.name}?`}
        consequence="They are signed out everywhere and their API tokens stop at once. Keys they own are suspended within seconds; keys without an owner keep working, because they belong to projects."
        action="Deactivate"
        pending={setActive.isPending}
        onConfirm={() => change(false)}
      />
    </>
  );
}

interface PersonItemsProps {
  person: Person;
  onLink: () => void;
  onOpen: (open: Opened) => void;
  onReactivate: () => void;
}

function PersonItems({ person, onLink, onOpen, onReactivate }: PersonItemsProps) {
  const may = (action: Person["allowedActions"][number]) => person.allowedActions.includes(action);
  return (
    <>
      {may("create_sign_in_link") ? (
        <DropdownMenuItem onSelect={onLink}>
          <Link2 />
          New sign-in link
        </DropdownMenuItem>
      ) : null}
      {may("set_role") ? (
        <DropdownMenuItem onSelect={() => onOpen("role")}>
          <ShieldCheck />
          Change role
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem onSelect={() => onOpen("access")}>
        <MonitorSmartphone />
        Sessions and identities
      </DropdownMenuItem>
      {may("deactivate") ? (
        <DropdownMenuItem danger onSelect={() => onOpen("deactivate")}>
          <UserX />
          Deactivate
        </DropdownMenuItem>
      ) : null}
      {may("reactivate") ? (
        <DropdownMenuItem onSelect={onReactivate}>
          <UserCheck />
          Reactivate
        </DropdownMenuItem>
      ) : null}
    </>
  );
}
