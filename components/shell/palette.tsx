"use client";

import { useIsFetching, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  Box,
  FileClock,
  FolderKanban,
  HandHelping,
  KeyRound,
  type LucideIcon,
  MessagesSquare,
  Plus,
  ScrollText,
  Search,
  SunMoon,
  UserRound,
  Users,
  Waypoints,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Kbd } from "../ui/kbd";
import { paletteQuery } from "./palette-queries";
import { holds, meQuery } from "./session-queries";
import { useRooms } from "./use-rooms";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** ⌘K: go anywhere, start an action, find a key or a request. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[12vh] z-50 mx-auto w-[calc(100%-2rem)] max-w-xl animate-pop-in overflow-hidden rounded-lg border bg-raised shadow-pop outline-none"
        >
          <Radix.Title className="sr-only">Search and do anything</Radix.Title>
          <PaletteBody close={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const router = useRouter();
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const wanted = useDeferredValue(text.trim());
  const finding = useIsFetching({ queryKey: ["palette"] }) > 0;
  return (
    <Command label="Search and do anything" loop>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to, do, or find anything by name or id"
          className="h-12 flex-1 bg-transparent text-base outline-none placeholder:text-faint max-md:text-lg"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-faint text-sm">
          {finding
            ? "Searching"
            : "Nothing found. Search keys, projects, models, teams and people by name, requests by their id."}
        </Command.Empty>
        <Found text={wanted} go={go} />
        <Actions go={go} close={close} />
        <Rooms go={go} />
      </Command.List>
    </Command>
  );
}

const KINDS = [
  { kind: "key", heading: "Keys", icon: KeyRound },
  { kind: "project", heading: "Projects", icon: FolderKanban },
  { kind: "model", heading: "Models", icon: Box },
  { kind: "team", heading: "Teams", icon: Users },
  { kind: "person", heading: "People", icon: UserRound },
  { kind: "session", heading: "Sessions", icon: Waypoints },
  { kind: "endUser", heading: "End users", icon: UserRound },
  { kind: "request", heading: "Requests", icon: ScrollText },
] as const;

function Found({ text, go }: { text: string; go: (href: string) => void }) {
  const { data } = useQuery(paletteQuery(text));
  return KINDS.map(({ kind, heading, icon }) => {
    const findings = data?.filter((finding) => finding.kind === kind) ?? [];
    if (findings.length === 0) return null;
    return (
      <Group key={kind} heading={heading}>
        {findings.map(({ id, title, hint, href }) => (
          // The typed text is in the value, so that what the server found is never filtered out again.
          <Item key={id} value={`${id} ${text}`} icon={icon} onSelect={() => go(href)}>
            <span className={kind === "request" ? "truncate font-mono text-xs" : "truncate"}>{title}</span>
            <span className="ml-auto shrink-0 text-faint text-xs">{hint}</span>
          </Item>
        ))}
      </Group>
    );
  });
}

function Actions({ go, close }: { go: (href: string) => void; close: () => void }) {
  const { data: me } = useQuery(meQuery());
  const may = (permission: string) => me !== undefined && holds(me, permission);
  return (
    <Group heading="Actions">
      {may("access_requests:create") ? (
        <Item
          value="ask for access request key model limit"
          icon={HandHelping}
          onSelect={() => go("/access-requests/new")}
        >
          Ask for access
        </Item>
      ) : null}
      {may("keys:create") ? (
        <Item value="issue key new create" icon={Plus} onSelect={() => go("/keys?issue=key")}>
          Issue key
        </Item>
      ) : null}
      {may("playground:use") ? (
        <Item value="talk try chat playground compare models" icon={MessagesSquare} onSelect={() => go("/playground")}>
          Try a model
        </Item>
      ) : null}
      {may("quotas:write") ? (
        <Item value="add limit budget quota new create" icon={Plus} onSelect={() => go("/limits?add=project")}>
          Add limit
        </Item>
      ) : null}
      {may("audit:read") ? (
        <Item value="verify audit chain who changed what log" icon={FileClock} onSelect={() => go("/audit")}>
          Find who changed what
        </Item>
      ) : null}
      {may("access_reviews:manage") ? (
        <Item value="begin access review campaign new" icon={Plus} onSelect={() => go("/reviews?begin=true")}>
          Begin access review
        </Item>
      ) : null}
      <Item value="create api token new ghp" icon={Plus} onSelect={() => go("/settings/tokens?create=true")}>
        Create API token
      </Item>
      <Item
        value="refused failed requests errors"
        icon={ScrollText}
        onSelect={() => go("/requests?outcome=refused,failed")}
      >
        Show refused and failed requests
      </Item>
      {may("requests:read") ? <RequestGroups go={go} /> : null}
      <OwnActions go={go} close={close} />
    </Group>
  );
}

function RequestGroups({ go }: { go: (href: string) => void }) {
  return (
    <>
      <Item value="sessions conversations runs of agents" icon={Waypoints} onSelect={() => go("/requests/sessions")}>
        Show sessions
      </Item>
      <Item value="end users customers" icon={UserRound} onSelect={() => go("/requests/end-users")}>
        Show end users
      </Item>
    </>
  );
}

/** What everybody has. */
function OwnActions({ go, close }: { go: (href: string) => void; close: () => void }) {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <>
      <Item value="my account me profile sessions usage sign out" icon={UserRound} onSelect={() => go("/me")}>
        Open my account
      </Item>
      <Item
        value="theme dark light"
        icon={SunMoon}
        onSelect={() => {
          setTheme(resolvedTheme === "dark" ? "light" : "dark");
          close();
        }}
      >
        Switch between light and dark
      </Item>
    </>
  );
}

function Rooms({ go }: { go: (href: string) => void }) {
  const groups = useRooms();
  return (
    <Group heading="Go to">
      {groups
        .flatMap((group) => group.items)
        .map((item) => (
          <Item key={item.href} value={`go to ${item.label}`} icon={item.icon} onSelect={() => go(item.href)}>
            {item.label}
            <span className="ml-auto flex gap-1">
              <Kbd>g</Kbd>
              <Kbd>{item.shortcut}</Kbd>
            </span>
          </Item>
        ))}
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  value: string;
  icon: LucideIcon;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ value, icon: Icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 text-sm data-[selected=true]:bg-hover"
    >
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      {children}
    </Command.Item>
  );
}
