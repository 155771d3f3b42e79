import type { Caller } from "@/lib/policy/caller";

/** Who calls in tests of a gateway without a database. */
export const CALLER: Caller = {
  organizationId: "org_1",
  teamId: "team_1",
  teamName: "t",
  projectId: "prj_1",
  projectName: "p",
  keyId: "key_1",
  keyName: "k",
  keyPublicId: "pub",
  secretId: "sec_1",
  ownerId: null,
  tags: [],
  mayAttribute: false,
  allowedModels: ["*"],
  expiresAt: null,
};
