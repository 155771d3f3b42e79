import { AdminError, invalidField } from "@/lib/errors/admin-error";
import { isAllowed } from "@/lib/policy/wildcard";
import type { Work } from "../context";
import { readAllowedModels, refuseArchivedProjectOf, refuseRevokedKey } from "../keys/key-rules";
import { refuseOwnerChangeByOthers } from "../people/refuse-person-change";
import { refuseArchivedProject } from "../projects/locate-project";
import { limitNow } from "../quotas/limit-now";
import { refuseArchivedQuota } from "../quotas/locate-quota";
import { readAmount, shownUnit } from "../quotas/quota-terms";
import { nameTeams } from "../sign-in/rule-input";
import { describeSetting } from "./describe-setting";
import type { Ground } from "./find-ground";
import type { SettingGround } from "./ground-of-setting";

/** Refuses what could not be given to anybody, or is there already. Throws AdminError `invalid_request` or `conflict`. */
export async function checkProposal(work: Work, ground: Ground): Promise<void> {
  switch (ground.kind) {
    case "key":
      refuseArchivedProject(ground.project);
      await readModels(work, ground.proposal.models);
      return;
    case "models": {
      refuseRevokedKey(ground.key);
      refuseArchivedProjectOf(ground.key);
      await readModels(work, ground.proposal.models);
      if (ground.proposal.models.every((name) => isAllowed(ground.modelsNow, name))) {
        throw invalidField("proposal.models", `the key "${ground.key.name}" may call this already`);
      }
      return;
    }
    case "quota": {
      refuseArchivedQuota(ground.quota);
      const { quota, proposal } = ground;
      const limit = readAmount(shownUnit(quota.unit), proposal.limit, "proposal.limit");
      const standing = proposal.days === null ? quota.limit : limitNow(quota);
      if (limit <= standing) throw invalidField("proposal.limit", "must be more than the limit is now");
      return;
    }
    case "role": {
      const { person, proposal } = ground;
      if (person.status !== "active") throw new AdminError("conflict", `${person.name} is deactivated.`);
      if (person.role === proposal.role)
        throw invalidField("proposal.role", `${person.name} is ${proposal.role} already`);
      refuseOwnerChangeByOthers(work.actor, person.role, proposal.role);
      return;
    }
    default:
      return checkSetting(work, ground);
  }
}

async function checkSetting(work: Work, ground: SettingGround): Promise<void> {
  switch (ground.kind) {
    case "four_eyes":
      refuseNothing(ground, "changes");
      return;
    case "sign_in_rules":
      await nameTeams(work, ground.proposal.rules);
      refuseNothing(ground, "rules");
      return;
    case "scim_token":
      if (ground.token !== null && ground.token.statusNow !== "active")
        throw new AdminError("conflict", "Only a token that works and is not being replaced can be rotated.");
      return;
    case "sign_in_link":
      if (ground.person.status !== "active")
        throw new AdminError("conflict", `${ground.person.name} is deactivated. Reactivate them first.`);
      refuseOwnerChangeByOthers(work.actor, ground.person.role);
      return;
  }
}

function refuseNothing(ground: SettingGround, field: string): void {
  if (describeSetting(ground).length === 0) throw invalidField(`proposal.${field}`, "would change nothing");
}

async function readModels(work: Work, models: readonly string[]): Promise<void> {
  try {
    await readAllowedModels(work, models);
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    throw invalidField("proposal.models", error.errors[0]?.message ?? error.message);
  }
}
