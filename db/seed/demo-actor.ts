import type { AdminContext } from "@/lib/admin/context";
import type { PersonActor } from "@/lib/auth/actor";
import { DEMO_OWNER, DEMO_PEOPLE } from "./demo-people";
import type { DemoWorld } from "./demo-world";

/** Somebody of the demo who can act in the world as it was read back. */
export function demoActor(context: AdminContext, world: DemoWorld, name: string): PersonActor {
  const found = [DEMO_OWNER, ...DEMO_PEOPLE].find((person) => person.name === name);
  const personId = world.people.get(name);
  if (found === undefined || personId === undefined) throw new Error(`nobody in the demo is called ${name}`);
  const teams = Object.entries(found.teams).map(
    ([team, role]) => [idNamed(world.snapshot.teams.values(), team), role] as const,
  );
  const { organizationId } = context.actor;
  const via = { kind: "session", sessionId: "demo" } as const;
  return { kind: "person", organizationId, personId, name, email: "", role: found.role, teams: new Map(teams), via };
}

/** Throws when nothing of the demo is called so. */
export function idNamed(all: Iterable<{ id: string; name: string }>, name: string): string {
  for (const one of all) if (one.name === name) return one.id;
  throw new Error(`the demo has no "${name}"`);
}
