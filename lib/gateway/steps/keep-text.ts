import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { AskedCall } from "../asked";
import type { Exchange } from "../exchange";
import { KeptText } from "../kept-text";

/** Holds on to what is said, where the project's privacy tier keeps text; elsewhere this is one look-up. */
export function keepText(
  caller: Caller,
  asked: Pick<AskedCall, "body">,
  exchange: Exchange,
  { projects }: PolicySnapshot,
): void {
  if (projects.get(caller.projectId)?.keepsText === true) exchange.said = new KeptText(asked.body.bytes);
}
