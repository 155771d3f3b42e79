import type { TaskEndpoint } from "../task-endpoint";

/** For dialects that no upstream of another dialect is asked in: there is nothing to translate. */
export const RELAYED_ONLY: Pick<TaskEndpoint<never, never>, "encodeAnswer"> = {
  encodeAnswer: (answer) => answer,
};

/** Never asked for, because no adapter translates these calls. */
export function noHub(): never {
  throw new TypeError("a call that is only relayed was to be translated");
}
