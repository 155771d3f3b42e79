import {
  type RealtimeUpstream,
  type SeenSession,
  startRealtimeUpstream,
} from "../../realtime-upstream/start-realtime-upstream";
import type { RequestRecord } from "./admin";
import { type House, openHouse } from "./house";
import type { RealtimeClient } from "./realtime-client";

/** USD per million tokens; the classes differ, so that a token in the wrong one changes the cost. */
const PRICES = {
  uncachedInput: "4",
  cacheRead: "0.4",
  cacheWrite: "4",
  output: "16",
  reasoning: "16",
  audioInput: "32",
  audioOutput: "64",
};
/** Of one answer of the upstream: 400 tokens of text, 300 cached, 300 heard; 100 written, 300 spoken. */
export const COST_OF_ANSWER = "0.03212";

/** A house with an upstream for sessions; a model for each of its modes, one that is simulated, and one without sessions. */
export interface RealtimeHouse {
  house: House;
  /** A key that may use all of them. */
  secret: string;
  model(mode: string): string;
  /** Of a mode's sessions the one that was opened last. */
  lastSession(mode: string): SeenSession;
  /** Closes as a client does; gives the record. */
  end(client: RealtimeClient): Promise<RequestRecord>;
  close(): Promise<void>;
}

export async function openRealtimeHouse(name: string, modes: readonly string[]): Promise<RealtimeHouse> {
  const house = await openHouse(name);
  const upstream: RealtimeUpstream = await startRealtimeUpstream();
  await house.addModels("openai", modes, { baseUrl: upstream.baseUrl, prices: PRICES, defaultMaxTokens: 500 });
  await house.addModels("simulated", ["talk"]);
  await house.addModels("anthropic", ["plain"]);
  const { secret } = await house.newKey();
  await house.served(secret, house.modelName("anthropic", "plain"));
  return {
    house,
    secret,
    model: (mode) => house.modelName("openai", mode),
    lastSession(mode) {
      const session = upstream.sessions(mode).at(-1);
      if (session === undefined) throw new Error(`no session of ${mode} came upstream`);
      return session;
    },
    async end(client) {
      client.rt.close();
      await client.closed;
      return house.record(client.requestId);
    },
    async close() {
      await upstream.close();
      await house.close();
    },
  };
}

/** Asks for an answer, in text unless something else is said. */
export function ask({ rt }: RealtimeClient, response: object = { output_modalities: ["text"] }): void {
  rt.send({ type: "response.create", response });
}
