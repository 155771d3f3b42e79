import type { AdminContext } from "./context";
import type { Verb } from "./define-verb";

/**
 * A verb that first does something slow or with a connection of its own — asking an upstream, sealing — and must not hold
 * a transaction meanwhile. `prepare` runs after the first permission check and before the transaction; what it read may have
 * changed by then, so the verb checks again.
 */
export function preparedVerb<Input, Prepared, Result>(
  change: Verb<Prepared, Result>,
  prepare: (context: AdminContext, input: Input) => Promise<Prepared>,
): Verb<Input, Result> {
  return {
    ...change,
    run: (context, readInput, hooks) => change.run(context, async () => prepare(context, await readInput()), hooks),
  };
}
