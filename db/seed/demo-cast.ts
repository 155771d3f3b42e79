import type { AdminContext } from "@/lib/admin/context";
import type { Verb } from "@/lib/admin/define-verb";
import type { PersonActor } from "@/lib/auth/actor";
import type { DemoTeam } from "./demo-people";

/** Everybody of the demo who can act, and the teams by name. */
export interface DemoCast {
  people: ReadonlyMap<string, PersonActor>;
  teamIds: ReadonlyMap<DemoTeam, string>;
}

/** Runs a verb as somebody. */
export function performAs<Input, Result>(
  context: AdminContext,
  actor: PersonActor,
  act: { verb: Verb<Input, Result>; input: Input },
): Promise<Result> {
  return act.verb.run({ ...context, actor }, () => act.input);
}

export function actorNamed(cast: DemoCast, name: string): PersonActor {
  const actor = cast.people.get(name);
  if (actor === undefined) throw new Error(`nobody in the demo is called ${name}`);
  return actor;
}
