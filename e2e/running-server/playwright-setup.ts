import { createServer } from "node:net";
import type { FullConfig } from "@playwright/test";
import { startOpenidProvider } from "../openid-provider/start-openid-provider";
import { startGatehouse } from "./start-gatehouse";

/** The journeys' own upstream listens on loopback, which nobody may call unless the operator says so. */
const env = { GATEHOUSE_EGRESS_ALLOW: "127.0.0.1" };

/** What a journey needs to know of the demo organization it walks through. */
export interface HouseUnderTest {
  origin: string;
  /** The owner's one-time link. */
  signInUrl: string;
  /** A virtual key and the simulated model it may call. */
  key: string;
  model: string;
  /** The OpenID provider people of this house sign in with. */
  issuer: string;
}

/** Starts a demo organization for each worker; journeys find theirs in GATEHOUSE_TEST_HOUSES by the worker's place. */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  // Houses that stand already, for whoever works on a journey.
  if (process.env.GATEHOUSE_TEST_HOUSES) return async () => undefined;
  const opened = await Promise.all(Array.from({ length: workers }, () => openHouse()));
  process.env.GATEHOUSE_TEST_HOUSES = JSON.stringify(opened.map(({ house }) => house));
  return async () => {
    await Promise.all(opened.map(({ close }) => close()));
  };
}

async function openHouse(): Promise<{ house: HouseUnderTest; close(): Promise<void> }> {
  const port = await freePort();
  const provider = await startOpenidProvider([`http://127.0.0.1:${port}/api/auth/callback/oidc`]);
  const { origin, signInUrl, key, model, stop } = await startGatehouse({
    args: ["--demo"],
    env: {
      ...env,
      PORT: String(port),
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: "the test provider",
    },
  });
  return {
    house: { origin, signInUrl, key, model, issuer: provider.issuer },
    async close() {
      await stop();
      await provider.stop();
    },
  };
}

/** The provider must know where it sends browsers back to before the server listens there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
