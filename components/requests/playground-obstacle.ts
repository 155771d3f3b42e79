import type { RequestDetail } from "@/lib/admin-api/client/requests";

const CHATS = /chat\/completions|responses|messages|generateContent/;

/** Why a call cannot be taken to the playground; null when it can. */
export function playgroundObstacle(
  { route, text, project }: Pick<RequestDetail, "route" | "text" | "project">,
  mayUse: boolean,
): string | null {
  if (!CHATS.test(route)) return "The playground is for chats, and this call was none.";
  if (project === null) return "The call was made with nobody's key, so it has no project to be called in.";
  if (!mayUse) return "You may not call models in this call's project.";
  if (!text.stored) return "What was asked is not kept, so there is nothing to fill in.";
  if (!text.mayReveal) return "What was asked is kept, but you may not reveal it. Team leads, auditors and admins may.";
  return null;
}
