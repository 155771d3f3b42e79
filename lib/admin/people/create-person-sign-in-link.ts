import { createSignInLink } from "@/lib/auth/sign-in-link";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { secondPersonOrPermit } from "../four-eyes/second-person-or-permit";
import { locatePerson } from "./locate-person";
import { refuseNarrowToken, refuseOwnChange, refuseOwnerChangeByOthers } from "./refuse-person-change";

interface CreatePersonSignInLink {
  personId: string;
  /** An approved request for exactly this; null without. */
  accessRequestId: string | null;
}

/** A fresh link that lets somebody else in once. Whoever can make it could sign in as them, so the rules of role changes apply. */
export const createPersonSignInLink = defineChange({
  name: "people.create_sign_in_link",
  permission: "people:invite",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, { accessRequestId }: CreatePersonSignInLink) {
    refuseNarrowToken(work.actor);
    refuseOwnChange(work.actor, person);
    refuseOwnerChangeByOthers(work.actor, person.role);
    if (person.status !== "active")
      throw new AdminError("conflict", `${person.name} is deactivated. Reactivate them first.`);
    const { id: personId, role } = person;
    await secondPersonOrPermit(
      work,
      { kind: "sign_in_link", role },
      { requestId: accessRequestId, proposal: { kind: "sign_in_link", personId }, askAt: "/teams?view=people" },
    );
    const link = await createSignInLink(work.run, person.id, work);
    return {
      result: { person, link },
      audit: {
        targetKind: "person",
        targetId: person.id,
        before: null,
        after: { signInLink: link.id, expiresAt: link.expiresAt.toISOString(), accessRequest: accessRequestId },
      },
    };
  },
});
