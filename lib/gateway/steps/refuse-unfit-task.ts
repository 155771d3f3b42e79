import type { Metered } from "@/lib/providers/task-contract";
import type { Plan } from "@/lib/routing/plan";
import type { GatewayDeps } from "../deps";
import type { AskedTask, TaskEndpoint } from "../task-endpoint";
import { refuseCapability, refuseOverlong } from "./refuse-unfit";

/**
 * Before anything is held: pictures and sound for a model that is known not to take them, and a text that is surely longer than what the
 * model reads at once. Texts of a list are read one by one. Throws AppError `unsupported_parameter`, `context_length_exceeded`.
 */
export function refuseUnfitTask<Request, Answer extends Metered>(
  {
    asked,
    plan,
    endpoint,
  }: {
    asked: AskedTask<Request>;
    plan: Plan;
    endpoint: Pick<TaskEndpoint<Request, Answer>, "places">;
  },
  deps: Pick<GatewayDeps, "findAdapter" | "logger">,
): void {
  const { places } = endpoint;
  const { prompt } = asked;
  if (places.media !== undefined) {
    if (prompt.images > 0) refuseCapability(plan.model, "images", { param: places.media, subject: "pictures" });
    if (prompt.soundSeconds !== undefined)
      refuseCapability(plan.model, "audio", { param: places.media, subject: "sound" });
  }
  if (places.isCut === true) return;
  const longest = prompt.texts.reduce((one, other) => (other.length > one.length ? other : one), "");
  refuseOverlong({ texts: [longest], textChars: longest.length }, plan, { ...deps, param: places.text });
}
