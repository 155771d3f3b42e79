import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { watchKeyDie } from "./watch-key-die";

export const keyDisabled: Control = {
  id: "key_disabled",
  title: "Disabled key dead",
  promise: "A disabled key is dead everywhere within 2 s.",
  appliesTo: meteredRoutes,
  mostlyWaits: true,
  async prepare(cell) {
    const { id, secret } = await cell.newKey();
    return async () => {
      const alive = await cell.call({ key: secret });
      await cell.manage("POST", `/keys/${id}/disable`);
      const sinceMs = performance.now();
      return watchKeyDie(cell, { secret, alive, refusal: { status: 403, code: "key_disabled" }, sinceMs });
    };
  },
};
