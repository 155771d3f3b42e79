import type { Control } from "../control";
import { everyRoute } from "./columns";
import { idsOf, isRefused, sayMet, sayRefusal } from "./findings";

const REFUSAL = { status: 401, code: "invalid_api_key" };

export const cookieIgnored: Control = {
  id: "cookie_ignored",
  title: "Session cookie means nothing",
  promise: "A session that is signed in to the portal opens nothing under /api/v1.",
  appliesTo: everyRoute,
  async prepare(cell) {
    const cookie = await cell.sessionCookie();
    return async () => {
      const portal = await cell.callAdmin("GET", "/me", { cookie });
      const met = await cell.call({ key: null, headers: { cookie } });
      return {
        passed: portal.status === 200 && isRefused(cell, met, REFUSAL),
        expected: `the portal answers the cookie 200; here ${sayRefusal(REFUSAL)}`,
        seen: `the portal answered ${portal.status}; here ${sayMet(cell, met)}`,
        requestIds: idsOf([met]),
      };
    };
  },
};
