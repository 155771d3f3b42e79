import {
  BellRing,
  Box,
  Building2,
  Cable,
  ChartColumn,
  ClipboardCheck,
  EyeOff,
  FileClock,
  Fingerprint,
  Gauge,
  HandHelping,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Send,
  ShieldCheck,
  Stamp,
  Users,
} from "lucide-react";

export interface NavigationItem {
  href: string;
  label: string;
  /** Where a phone has no room for the label. */
  short?: string;
  icon: LucideIcon;
  /** Second key after `g`. */
  shortcut: string;
  /** Shown to people who hold it somewhere; the page's API checks again. */
  permission: string;
  /** What waits there for the signed-in person, counted beside the label. */
  counts?: "access_requests";
}

export interface NavigationGroup {
  /** Null: the first group needs no heading. */
  label: string | null;
  items: readonly NavigationItem[];
}

/** Every room of the portal, in the order of the sidebar. A room is listed here only once it exists. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: null,
    items: [
      { href: "/", label: "Overview", icon: LayoutDashboard, shortcut: "o", permission: "usage:read" },
      { href: "/keys", label: "Keys", icon: KeyRound, shortcut: "k", permission: "keys:read" },
      {
        href: "/limits",
        label: "Budgets & limits",
        short: "Limits",
        icon: Gauge,
        shortcut: "l",
        permission: "quotas:read",
      },
      {
        href: "/playground",
        label: "Playground",
        icon: MessagesSquare,
        shortcut: "x",
        permission: "playground:read",
      },
      {
        href: "/access-requests",
        label: "Access requests",
        short: "Access",
        icon: HandHelping,
        shortcut: "q",
        permission: "access_requests:read",
        counts: "access_requests",
      },
      {
        href: "/usage",
        label: "Usage & cost",
        short: "Usage",
        icon: ChartColumn,
        shortcut: "b",
        permission: "usage:read",
      },
      { href: "/alerts", label: "Alerts", icon: BellRing, shortcut: "w", permission: "alerts:read" },
      { href: "/requests", label: "Requests", icon: ScrollText, shortcut: "r", permission: "requests:read" },
    ],
  },
  {
    label: "Catalogue",
    items: [
      { href: "/models", label: "Models", icon: Box, shortcut: "m", permission: "models:read" },
      { href: "/providers", label: "Providers", icon: Cable, shortcut: "p", permission: "providers:read" },
    ],
  },
  {
    label: "Organization",
    items: [
      { href: "/teams", label: "Teams & projects", icon: Users, shortcut: "t", permission: "teams:read" },
      { href: "/audit", label: "Audit", icon: FileClock, shortcut: "a", permission: "audit:read" },
      {
        href: "/reviews",
        label: "Access reviews",
        icon: ClipboardCheck,
        shortcut: "v",
        permission: "access_reviews:read",
      },
    ],
  },
  {
    label: "Settings",
    items: [
      {
        href: "/settings/organization",
        label: "Organization",
        icon: Building2,
        shortcut: "z",
        permission: "organization:update",
      },
      {
        href: "/settings/sign-in",
        label: "Sign-in",
        icon: Fingerprint,
        shortcut: "u",
        permission: "sign_in:read",
      },
      {
        href: "/settings/privacy",
        label: "Retention & privacy",
        short: "Privacy",
        icon: EyeOff,
        shortcut: "d",
        permission: "privacy:read",
      },
      {
        href: "/settings/tokens",
        label: "API tokens",
        icon: KeySquare,
        shortcut: "i",
        permission: "api_tokens:read",
      },
      {
        href: "/settings/notices",
        label: "Alerts & notices",
        icon: Send,
        shortcut: "s",
        permission: "notices:read",
      },
      {
        href: "/settings/checkpoints",
        label: "Audit checkpoints",
        icon: Stamp,
        shortcut: "c",
        permission: "audit:read",
      },
      {
        href: "/settings/proof",
        label: "Proof of enforcement",
        icon: ShieldCheck,
        shortcut: "e",
        permission: "proofs:read",
      },
    ],
  },
];

export const ALL_ROOMS: readonly NavigationItem[] = NAVIGATION.flatMap((group) => group.items);

/** The room a path is in: the longest `href` that begins it. */
export function roomOf(pathname: string): NavigationItem | null {
  if (pathname === "/") return ALL_ROOMS[0] ?? null;
  return (
    ALL_ROOMS.find((room) => room.href !== "/" && (pathname === room.href || pathname.startsWith(`${room.href}/`))) ??
    null
  );
}
