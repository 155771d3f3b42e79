import { z } from "zod";
import { instant, named } from "./fields";
import { pageOf, pageQuery, search } from "./page";
import { teamRole } from "./teams";
import { idOf, line } from "./text";

export const organizationRole = z.enum(["owner", "admin", "auditor", "member"]);

export const person = z
  .object({
    id: idOf("per"),
    name: z.string().meta({ example: "Ada Lovelace" }),
    email: z.string().meta({ example: "ada@example.com" }),
    role: organizationRole,
    status: z.enum(["active", "deactivated"]),
    createdAt: instant,
    /** Null: has never signed in. */
    lastSeenAt: instant.nullable(),
    teams: z.array(z.object({ id: idOf("team"), name: z.string(), role: teamRole })),
    /** What the caller may do with this person; empty for themselves. */
    allowedActions: z.array(
      z.enum(["set_role", "deactivate", "reactivate", "create_sign_in_link", "end_sessions", "unlink_identity"]),
    ),
  })
  .meta({ id: "Person" });

/** A link that signs one person in once. Shown once: only its digest is kept. */
export const signInLink = z
  .object({
    url: z.string().nullable().meta({
      description: "Null in a repeated answer: it was already shown.",
      example: "https://ai.example.com/sign-in/link#token=ghl_…",
    }),
    alreadyShown: z.boolean(),
    expiresAt: instant,
  })
  .meta({ id: "SignInLink" });

export const invitedPerson = z.object({ person, signInLink }).meta({ id: "InvitedPerson" });
export const createdSignInLink = z.object({ person: named, signInLink }).meta({ id: "CreatedSignInLink" });

export const personParams = z.object({ personId: idOf("per") });
export const listPeopleQuery = pageQuery.extend({
  search: search.optional(),
  role: organizationRole.optional(),
  status: z.enum(["active", "deactivated"]).optional(),
});
export const personPage = pageOf(person, "PersonPage");
export const invitePersonInput = z
  .strictObject({
    email: z.email().max(254).meta({ example: "ada@example.com" }),
    name: line(120).meta({ example: "Ada Lovelace" }),
    role: organizationRole.default("member"),
    teams: z
      .array(z.strictObject({ teamId: idOf("team"), role: teamRole }))
      .max(50)
      .default([]),
  })
  .meta({ id: "InvitePerson" });
export const createSignInLinkInput = z
  .strictObject({
    accessRequestId: idOf("arq")
      .optional()
      .meta({ description: "Your approved access request for exactly this, where it takes two people; used once." }),
  })
  .meta({ id: "CreateSignInLink" });
export const setPersonRoleInput = z.strictObject({ role: organizationRole }).meta({ id: "SetPersonRole" });

export type OrganizationRoleName = z.output<typeof organizationRole>;
export type Person = z.output<typeof person>;
export type SignInLink = z.output<typeof signInLink>;
export type InvitedPerson = z.output<typeof invitedPerson>;
export type CreatedSignInLink = z.output<typeof createdSignInLink>;
export type ListPeopleQuery = z.input<typeof listPeopleQuery>;
export type InvitePersonInput = z.input<typeof invitePersonInput>;
export type SetPersonRoleInput = z.input<typeof setPersonRoleInput>;
