import { z } from "zod";
import type { Control } from "../control";
import type { Met } from "../met";
import { parseJson } from "../samples/read-openai-refusal";
import { meteredOnce } from "./columns";
import { idsOf, isAnswered, sayMet } from "./findings";

const PROBLEM = z.object({ code: z.string() });
const REFUSED = "401 virtual_key_not_accepted";

export const keyNotAdmin: Control = {
  id: "key_not_admin",
  title: "Virtual key means nothing to the management API",
  promise: "A key that calls models reads and changes nothing under /api/admin.",
  appliesTo: meteredOnce,
  async prepare(cell) {
    const { secret } = await cell.newKey();
    return async () => {
      const alive = await cell.call({ key: secret });
      const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
      const [reading, changing] = [
        await cell.callAdmin("GET", "/keys", headers),
        await cell.callAdmin("POST", "/teams", headers),
      ];
      return {
        passed: isAnswered(cell, alive) && saysRefused(reading) && saysRefused(changing),
        expected: `the same key is answered here; reading and changing there: ${REFUSED}`,
        seen: `${sayMet(cell, alive)} here; reading there: ${sayProblem(reading)}; changing there: ${sayProblem(changing)}`,
        requestIds: idsOf([alive]),
      };
    };
  },
};

function saysRefused(met: Met): boolean {
  return sayProblem(met) === REFUSED;
}

function sayProblem(met: Met): string {
  const parsed = PROBLEM.safeParse(parseJson(met.text));
  return parsed.success ? `${met.status} ${parsed.data.code}` : String(met.status);
}
