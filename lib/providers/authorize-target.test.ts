import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { authorizeTarget, type TokenSource } from "./authorize-target";
import { openai } from "./openai/adapter";
import { targetOf } from "./testing/adapter-contract";
import { serviceAccountKey } from "./testing/service-account-key";
import { vertex } from "./vertex/adapter";

const NOW = Date.UTC(2026, 10, 21);

/** Answers as Google does, and notes for whom. */
function source(): TokenSource & { keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    tokenFor: async (key, purchase) => {
      keys.push(key);
      if (purchase.request(NOW) === null) return null;
      return purchase.read({ access_token: "ya29.x", expires_in: 3600 }, NOW).token;
    },
  };
}

describe("authorizeTarget", () => {
  it("gives a service account's target its token and leaves the rest alone", async () => {
    const tokens = source();
    const target = targetOf(vertex, { credential: new Secret(serviceAccountKey("my-project").file) });
    const authorized = await authorizeTarget(vertex, target, { key: "crd_1:7", tokens });
    expect(authorized.accessToken?.reveal()).toBe("ya29.x");
    expect(authorized).toMatchObject({ baseUrl: target.baseUrl, upstreamModel: target.upstreamModel });
    expect(tokens.keys).toEqual(["crd_1:7"]);
  });

  it("gives back the same target for an API key, for no key, and for adapters that exchange nothing", async () => {
    const tokens = source();
    const options = { key: "crd_1:7", tokens };
    const plain = targetOf(vertex);
    const keyless = targetOf(vertex, { credential: null });
    expect(await authorizeTarget(vertex, plain, options)).toBe(plain);
    expect(await authorizeTarget(vertex, keyless, options)).toBe(keyless);
    expect(await authorizeTarget(openai, plain, options)).toBe(plain);
  });
});
