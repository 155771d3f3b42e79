export const ORGANIZATION_ROLES = ["owner", "admin", "auditor", "member"] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];
export const TEAM_ROLES = ["lead", "member"] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

interface PermissionRule {
  /** These hold it in the whole organization. */
  organization: readonly OrganizationRole[];
  /** These hold it inside their own team. */
  team: readonly TeamRole[];
  /** These hold it inside their own team for what they created themselves. */
  own: readonly TeamRole[];
}

const EVERYONE = ORGANIZATION_ROLES;
const READERS = ["owner", "admin", "auditor"] as const;
const ADMINS = ["owner", "admin"] as const;
const LEADS = ["lead"] as const;
const MEMBERS = TEAM_ROLES;

function rule(
  organization: readonly OrganizationRole[],
  team: readonly TeamRole[] = [],
  own: readonly TeamRole[] = [],
): PermissionRule {
  return { organization, team, own };
}

/**
 * The one table of who may do what: `<resource>:<action>` → roles. Portal, API and gateway ask `may`, which reads this and nothing else.
 * What is not in it is denied.
 */
export const PERMISSIONS = {
  "me:read": rule(EVERYONE),
  "me:write": rule(EVERYONE),

  "organization:update": rule(ADMINS),

  "teams:read": rule(READERS, MEMBERS),
  "teams:create": rule(ADMINS),
  "teams:update": rule(ADMINS, LEADS),
  "teams:archive": rule(ADMINS),
  "team_members:write": rule(ADMINS, LEADS),

  "projects:read": rule(READERS, MEMBERS),
  "projects:create": rule(ADMINS, LEADS),
  "projects:update": rule(ADMINS, LEADS),
  "projects:archive": rule(ADMINS, LEADS),

  "people:read": rule(READERS),
  "people:invite": rule(ADMINS),
  "people:set_role": rule(ADMINS),
  "people:deactivate": rule(ADMINS),
  "people:end_sessions": rule(ADMINS),
  "people:unlink_identity": rule(ADMINS),

  "sign_in:read": rule(READERS),
  "sign_in:write": rule(ADMINS),
  "scim_tokens:read": rule(READERS),
  "scim_tokens:write": rule(ADMINS),
  /** Held by SCIM tokens only. */
  "scim:provision": rule([]),

  "keys:read": rule(READERS, MEMBERS),
  "keys:create": rule(ADMINS, MEMBERS),
  "keys:update": rule(ADMINS, LEADS, MEMBERS),
  "keys:rotate": rule(ADMINS, LEADS, MEMBERS),
  "keys:disable": rule(ADMINS, LEADS, MEMBERS),
  "keys:revoke": rule(ADMINS, LEADS, MEMBERS),
  /** After the runaway guard: a second pair of eyes, so not whoever made the key. */
  "keys:resume": rule(ADMINS, LEADS),

  /** Calls models with one's own short-lived key in a project. */
  "playground:use": rule(ADMINS, MEMBERS),
  "playground:read": rule(READERS, MEMBERS),
  "playground:remove": rule(ADMINS, LEADS, MEMBERS),

  "quotas:read": rule(READERS, MEMBERS),
  "quotas:write": rule(ADMINS, LEADS),
  "quotas:release": rule(ADMINS),

  "api_tokens:read": rule(EVERYONE),
  "api_tokens:read_all": rule(READERS),
  "api_tokens:create": rule(EVERYONE),
  /** For machines: they belong to the organization and outlive a session, so only who runs it makes them. */
  "api_tokens:create_service": rule(ADMINS),
  "api_tokens:update": rule(EVERYONE),
  "api_tokens:revoke": rule(EVERYONE),
  "api_tokens:revoke_all": rule(ADMINS),

  "audit:read": rule(READERS),
  "audit:configure": rule(ADMINS),
  "access_reviews:read": rule(READERS, LEADS),
  "access_reviews:decide": rule(ADMINS, LEADS),
  "access_reviews:manage": rule(ADMINS),
  /** What is wrong: of the organization, and of a team. */
  "alerts:read": rule(READERS, MEMBERS),
  "alerts:handle": rule(ADMINS, LEADS),
  "alerts:read_rules": rule(READERS),
  "alerts:configure": rule(ADMINS),
  /** Where notices go and what became of them; what somebody was told themselves is `me:read`. */
  "notices:read": rule(READERS),
  "notices:configure": rule(ADMINS),
  /** One's own, and those of the teams one leads. */
  "access_requests:read": rule(READERS, LEADS, MEMBERS),
  "access_requests:create": rule(ADMINS, MEMBERS),
  "access_requests:comment": rule(ADMINS, LEADS, MEMBERS),
  "access_requests:decide": rule(ADMINS, LEADS),
  "ceilings:read": rule(READERS, MEMBERS),
  "ceilings:write": rule(ADMINS),
  "four_eyes:read": rule(READERS),
  "four_eyes:write": rule(["owner"]),
  "proofs:read": rule(READERS),
  "proofs:run": rule(ADMINS),

  "models:read": rule(EVERYONE),
  "models:write": rule(ADMINS),
  /** Other names for models: of the organization, and of a team's projects. */
  "aliases:write": rule(ADMINS, LEADS),
  "providers:read": rule(READERS),
  "providers:write": rule(ADMINS),
  "requests:read": rule(READERS, MEMBERS),
  /** Prompts and answers, in the words they were said in. */
  "requests:reveal": rule(READERS, LEADS),
  "requests:export": rule(READERS, LEADS),
  "requests:erase": rule(ADMINS),
  "privacy:read": rule(READERS),
  "privacy:write": rule(ADMINS),
  "usage:read": rule(READERS, MEMBERS),
  "statements:read": rule(READERS),
  /** Closing a month, and who carries shared costs. */
  "statements:write": rule(ADMINS),
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS).filter(isPermission);

/** Whether `name` is in the table. */
export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}

/** The table's line for `permission`, as plain role lists. */
export function permissionRule(permission: Permission): PermissionRule {
  return PERMISSIONS[permission];
}
