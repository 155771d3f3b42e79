import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "../harness/house";
import { ALL_MODES, BREAKS, CASES, FAILURES, PACED, question } from "./cases";
import type { ParityClient, Place, Question, Reply } from "./client";
import { CLIENTS } from "./clients/index";
import { outcomeOf } from "./outcome";

const LANES = ["relay", "openai", "anthropic", "gemini"] as const;
type LaneName = (typeof LANES)[number];

let house: House;
let secret: string;
let limited: string;

beforeAll(async () => {
  house = await openHouse("parity");
  for (const lane of LANES) await house.addModels(lane, ALL_MODES);
  secret = (await house.newKey()).secret;
  limited = (await house.newKey({ allowedModels: [house.modelName("relay", "length")] })).secret;
  await house.served(secret, house.modelName("gemini", PACED));
});
afterAll(() => house.close());

const beside = (mode: string): Place => ({ root: house.upstream.origin, apiKey: house.credential, model: mode });
const through = (lane: LaneName, mode: string): Place => ({
  root: `${house.origin}/api`,
  apiKey: secret,
  model: house.modelName(lane, mode),
});

/** The same question in the same form, with and without the gateway between. */
async function both(client: ParityClient, lane: LaneName, put: { mode: string; asked: Question; form: Form }) {
  const { mode, asked, form } = put;
  return Promise.all([client[form](through(lane, mode), asked), client[form](beside(mode), asked)]);
}

type Form = "whole" | "streamed";
const FORMS: readonly Form[] = ["whole", "streamed"];

describe.each(CLIENTS)("$name", (client) => {
  const { limits = {} } = client;
  const cases = CASES.filter(({ name }) => name !== limits.refuses);

  it.concurrent.each(cases)(
    "gets $name as from the provider itself, and the provider is asked the same",
    async (given) => {
      for (const form of FORMS) {
        const { marker, ...asked } = question(given);
        const [gateway, provider] = await both(client, client.home, { mode: given.mode, asked, form });
        expect(gateway.parsed, form).toEqual(provider.parsed);
        expect(gateway.essence, form).toEqual(provider.essence);
        expectMeaning(given.name, provider);
        const [sent, meant] = house.upstream.journal.containing(marker).map(({ body }) => withoutSplices(body));
        expect(sent).toEqual(meant);
      }
    },
  );

  describe.each(LANES.filter((lane) => lane !== client.home))("over the %s lane", (lane) => {
    it.concurrent.each(cases.filter(({ atHomeOnly }) => !atHomeOnly))(
      "gets $name with the meaning it has from a provider of its own dialect",
      async (given) => {
        for (const form of FORMS) {
          const [gateway, provider] = await both(client, lane, { mode: given.mode, asked: question(given), form });
          if (form === "streamed" && limits.countsEarly) gateway.essence.usage = provider.essence.usage;
          expect(gateway.essence, form).toEqual(provider.essence);
        }
      },
    );
  });

  it.concurrent.each(FAILURES)("meets $name as the error it knows", async ({ beside: mode, through: given }) => {
    const { key, model } = given;
    const place = { ...through(client.home, given.mode) };
    if (key !== undefined) place.apiKey = key === "unknown" ? "gk_live_unknown" : limited;
    if (model !== undefined) place.model = "no-such-model";
    for (const form of FORMS) {
      const asked = question({ asks: {} });
      const ours = await outcomeOf(client[form](place, asked));
      expect(ours, form).toEqual(await outcomeOf(client[form](beside(mode), asked)));
      expect(ours.error).not.toBe("none");
    }
  });

  it.skipIf(limits.deafInStreams).each(LANES)("is told when a stream over the %s lane breaks off", async (lane) => {
    for (const mode of BREAKS) {
      const { error } = await outcomeOf(client.streamed(through(lane, mode), question({ asks: {} })));
      expect(error, mode).not.toBe("none");
    }
  });

  it.skipIf(limits.leaksOnAbort)("aborts as it would without the gateway, and the provider is let go", async () => {
    const leave = async (place: Place) => {
      const { marker, ...asked } = question({ asks: {} });
      const controller = new AbortController();
      let pieces = 0;
      const onPiece = () => {
        pieces += 1;
        if (pieces === 10) controller.abort();
      };
      const outcome = await outcomeOf(client.streamed(place, asked, { signal: controller.signal, onPiece }));
      await house.upstream.journal.waitFor(marker, ({ abortedAt }) => abortedAt !== null);
      return outcome;
    };
    expect(await leave(through(client.home, PACED))).toEqual(await leave(beside(PACED)));
  });
});

/** What the gateway declares it splices: the model's name, and the usage it asks for. */
function withoutSplices(body: string): unknown {
  const { model: _model, stream_options: _usage, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return rest;
}

/** That the provider's answer is worth comparing: it has what its case is about. */
function expectMeaning(name: string, { essence }: Reply): void {
  expect(essence.finish).not.toBe("");
  if (name === "parallel tool calls") expect(essence.calls).toHaveLength(3);
  else if (name === "a tool call") expect(essence.calls).toHaveLength(1);
  else expect(essence.text).not.toBe("");
}
