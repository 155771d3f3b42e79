"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { LogOut, Monitor, Moon, Rows3, Rows4, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { signOut } from "@/lib/admin-api/client/session";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { leaveAfter } from "./leave";
import { meQuery } from "./session-queries";
import { useDensity } from "./use-density";

/** Who is signed in, how the portal looks to them, and the way out. */
export function ProfileMenu() {
  const { data: me } = useQuery(meQuery());
  const leave = useMutation({ mutationFn: () => leaveAfter(signOut, "/sign-in?signed-out=1") });
  const name = me?.person.name ?? "";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        // Who speaks to the machine says what is seen.
        aria-label={name ? `Profile of ${name}, ${initialsOf(name)}` : "Profile"}
        className="flex size-7 items-center justify-center rounded-lg bg-accent-soft font-semibold text-accent-ink text-xs"
      >
        {initialsOf(name)}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-sm">{name}</p>
          <p className="truncate text-faint text-xs">{me?.person.email}</p>
          <p className="text-faint text-xs">{me ? `${capitalize(me.person.role)} of ${me.organization.name}` : null}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/me">
            <UserRound aria-hidden />
            Your account and sessions
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <ThemeChoice />
        <DropdownMenuSeparator />
        <DensityChoice />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => leave.mutate()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
      <DropdownMenuLabel>Theme</DropdownMenuLabel>
      <DropdownMenuRadioItem value="light">
        <Sun aria-hidden />
        Light
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="dark">
        <Moon aria-hidden />
        Dark
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="system">
        <Monitor aria-hidden />
        As the system
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  );
}

function DensityChoice() {
  const [density, setDensity] = useDensity();
  return (
    <DropdownMenuRadioGroup
      value={density}
      onValueChange={(next) => setDensity(next === "compact" ? "compact" : "comfortable")}
    >
      <DropdownMenuLabel>Table rows</DropdownMenuLabel>
      <DropdownMenuRadioItem value="comfortable">
        <Rows3 aria-hidden />
        Comfortable
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="compact">
        <Rows4 aria-hidden />
        Compact
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? [words[0], words.at(-1)] : words).map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

const capitalize = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
