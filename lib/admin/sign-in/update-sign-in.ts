import { type SignInSettingsChange, writeSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { readSignIn } from "./read-sign-in";

/** Changes who may join by signing in, and how long sessions last; limits of sessions hold at once, also for those that are open. */
export const updateSignIn = defineChange({
  name: "sign_in.update",
  permission: "sign_in:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: SignInSettingsChange) {
    if (input.joining === "everyone" && work.oidc?.openToAnyone === true) {
      throw invalidField("joining", `anybody in the world can have an account at ${work.oidc.name}: let rules decide`);
    }
    const before = await readSignIn(work);
    await writeSignInSettings(work.run, work.organizationId, input);
    const result = await readSignIn(work);
    return {
      result,
      audit: {
        targetKind: "organization",
        targetId: work.organizationId,
        before: { ...before.settings },
        after: { ...result.settings },
      },
    };
  },
});
