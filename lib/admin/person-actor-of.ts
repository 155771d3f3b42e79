import type { PersonActor } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "./context";

/** The person who acts. Throws AdminError `forbidden` for Gatehouse itself, which has no "me". */
export function personActorOf(work: Pick<Work, "actor">): PersonActor {
  if (work.actor.kind === "person") return work.actor;
  throw new AdminError("forbidden", "Only a person can do this.");
}
