import type { OrganizationRole, TeamRole } from "@/lib/auth/permissions";

/** Everybody here is invented. */
export const DEMO_ORGANIZATION = {
  name: "Alderbrook Logistics",
  domain: "alderbrook.example",
  timeZone: "Europe/Berlin",
};

export const DEMO_TEAMS = [
  "Platform",
  "Search & Discovery",
  "Support Automation",
  "Data Science",
  "Mobile Apps",
  "Finance Operations",
] as const;

export type DemoTeam = (typeof DEMO_TEAMS)[number];

export interface DemoPerson {
  name: string;
  role: OrganizationRole;
  teams: Partial<Record<DemoTeam, TeamRole>>;
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: "Ines Okafor", role: "admin", teams: { Platform: "lead" } },
  { name: "Tobias Brandt", role: "admin", teams: { Platform: "member" } },
  { name: "Amara Lindqvist", role: "auditor", teams: {} },
  { name: "Joon-ho Park", role: "member", teams: { Platform: "member", "Mobile Apps": "member" } },
  { name: "Priya Raman", role: "member", teams: { "Search & Discovery": "lead" } },
  { name: "Lukas Meyer", role: "member", teams: { "Search & Discovery": "member" } },
  { name: "Elif Demir", role: "member", teams: { "Search & Discovery": "member" } },
  { name: "Marcus Adeyemi", role: "member", teams: { "Support Automation": "lead" } },
  { name: "Chiara Conti", role: "member", teams: { "Support Automation": "member" } },
  { name: "Noah Fischer", role: "member", teams: { "Support Automation": "member" } },
  { name: "Sofia Almeida", role: "member", teams: { "Data Science": "lead" } },
  { name: "Wei Zhang", role: "member", teams: { "Data Science": "member" } },
  { name: "Hanna Virtanen", role: "member", teams: { "Data Science": "member" } },
  { name: "Dmitri Volkov", role: "member", teams: { "Data Science": "member", "Search & Discovery": "member" } },
  { name: "Aisha Rahman", role: "member", teams: { "Mobile Apps": "lead" } },
  { name: "Pablo Herrera", role: "member", teams: { "Mobile Apps": "member" } },
  { name: "Greta Holm", role: "member", teams: { "Finance Operations": "lead" } },
  { name: "Samuel Osei", role: "member", teams: { "Finance Operations": "member" } },
];

/** Who signs in first: the owner there is already gets this name. */
export const DEMO_OWNER: DemoPerson = { name: "Nora Eklund", role: "owner", teams: { Platform: "member" } };

/** `Joon-ho Park` → `joon-ho.park@alderbrook.example`. */
export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(" ", ".")}@${DEMO_ORGANIZATION.domain}`;
}
