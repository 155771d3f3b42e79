import type { Work } from "../context";
import type { Located } from "../define-verb";
import { findGround, type Ground } from "./find-ground";
import type { Proposal } from "./proposal";

/** `locate` for an ask: what it is about, where somebody must be to ask for it. */
export async function locateGround(work: Work, { proposal }: { proposal: Proposal }): Promise<Located<Ground> | null> {
  const ground = await findGround(work, proposal);
  return ground && { target: ground, scope: ground.askedIn };
}
