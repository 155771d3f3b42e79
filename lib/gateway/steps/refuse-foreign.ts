import type { Asked } from "../asked";
import type { ChatEndpoint } from "../endpoint";
import { refuseForeignId } from "../endpoints/refuse-foreign-id";
import { maySay } from "../json/may-say";
import { refuseDoubled } from "../json/refuse-doubled";

/** Most bodies have none of the words, and then nobody has to look closer. */
const FOREIGN_MEMBERS = ['"file_id', '"vector_store_ids"', '"container', '"prompt"', '"skill_id"'];

/**
 * Before a caller's own body goes to a provider, to be answered or counted: it names nothing that the provider's account keeps for others,
 * in no reading of it. Throws AppError `object_not_found`, `invalid_json`.
 */
export function refuseForeign({ body }: Pick<Asked, "body">, endpoint: Pick<ChatEndpoint, "relay">): void {
  if (endpoint.relay.foreignIds === undefined || !maySay(body.bytes, FOREIGN_MEMBERS)) return;
  refuseDoubled(body.bytes);
  refuseForeignId(endpoint.relay.foreignIds(body.json));
}
