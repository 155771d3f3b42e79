import { findShare, insertShare } from "@/db/queries/playground/playground-shares";
import type { ShareConversationInput } from "@/lib/admin-api/schemas/playground";
import { newId } from "@/lib/crypto/new-id";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";

/** Keeps a conversation for everybody who sees the project. The audit log knows that it is there, not what was said. */
export const shareConversation = defineChange({
  name: "playground.share",
  permission: "playground:use",
  seenWith: "projects:read",
  kind: "project",
  policy: "not_enforced",
  locate: locateProject,
  async change(work, project, input: ShareConversationInput) {
    refuseArchivedProject(project);
    const { title, content } = input;
    const row = { id: newId("pgs"), projectId: project.id, title, content, createdBy: personActorOf(work).personId };
    await insertShare(work.run, work.organizationId, row);
    const share = await findShare(work.run, work.organizationId, row.id);
    if (share === null) throw notFound("conversation");
    const after = { title, project: project.id, models: content.columns.map(({ model }) => model) };
    return { result: share, audit: { targetKind: "playground_share", targetId: row.id, before: null, after } };
  },
});
