import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { watchKeyDie } from "./watch-key-die";

export const keyRevoked: Control = {
  id: "key_revoked",
  title: "Revoked key dead",
  promise: "A revoked key is dead everywhere within 2 s.",
  appliesTo: meteredRoutes,
  mostlyWaits: true,
  async prepare(cell) {
    const { id, secret } = await cell.newKey();
    return async () => {
      const alive = await cell.call({ key: secret });
      await cell.manage("POST", `/keys/${id}/revoke`);
      const sinceMs = performance.now();
      return watchKeyDie(cell, { secret, alive, refusal: { status: 401, code: "invalid_api_key" }, sinceMs });
    };
  },
};
