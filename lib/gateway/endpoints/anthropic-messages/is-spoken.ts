import type { CallHead } from "../../endpoint";

/** Whether the caller gives itself away as one of Anthropic's clients: they all send the version of its API. */
export function speaksMessages({ headers }: Pick<CallHead, "headers">): boolean {
  return headers["anthropic-version"] !== undefined;
}
