import { authorize } from "@/lib/auth/authorize";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { findGround, type Ground } from "./find-ground";
import type { Proposal } from "./proposal";

/** `locate` for an ask: what it is about, where somebody must be to ask for it. Throws AdminError `forbidden` for what only some may ask. */
export async function locateGround(work: Work, { proposal }: { proposal: Proposal }): Promise<Located<Ground> | null> {
  const ground = await findGround(work, proposal);
  if (ground?.needs !== undefined) authorize(work.actor, ground.needs, { kind: "organization" });
  return ground && { target: ground, scope: ground.askedIn };
}
