import type { ProjectRow } from "@/db/queries/projects/list-projects";
import type { PlaygroundRunInput } from "@/lib/admin-api/schemas/playground";
import type { Secret } from "@/lib/crypto/secret";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";
import { chatBody } from "./chat-body";
import { playgroundKeyOf } from "./playground-key";

/** A call that is allowed and not made yet: the transaction does not wait for a model. */
export interface PreparedRun {
  keyId: string;
  secret: Secret;
  body: Record<string, unknown>;
}

/** Lets a person call one model with their own playground key in a project they may use. */
export const runPlayground = defineChange({
  name: "playground.run",
  permission: "playground:use",
  seenWith: "projects:read",
  kind: "project",
  policy: "not_enforced",
  locate: locateProject,
  async change(work, project: ProjectRow, input: PlaygroundRunInput) {
    refuseArchivedProject(project);
    const { key, secret, isNew, isLimited } = await playgroundKeyOf(work, project, personActorOf(work));
    const result: PreparedRun = { keyId: key.id, secret, body: chatBody(input) };
    const after = { project: project.id, model: input.model, keyIsNew: isNew };
    return { result, isEnforced: isLimited, audit: { targetKind: "key", targetId: key.id, before: null, after } };
  },
});
