import { findShare, type WholeShareRow } from "@/db/queries/playground/playground-shares";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** `locate` for verbs on one shared conversation: whoever sees the project sees it. */
export async function locateShare(work: Work, input: { shareId: string }): Promise<Located<WholeShareRow> | null> {
  const share = await findShare(work.run, work.organizationId, input.shareId);
  return share && { target: share, scope: { kind: "team", teamId: share.teamId, creatorId: share.createdBy } };
}
