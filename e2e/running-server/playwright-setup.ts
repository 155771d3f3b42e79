import { createServer } from "node:net";
import { startOpenidProvider } from "../openid-provider/start-openid-provider";
import { startGatehouse } from "./start-gatehouse";

/** The journeys' own upstream listens on loopback, which nobody may call unless the operator says so. */
const env = { GATEHOUSE_EGRESS_ALLOW: "127.0.0.1" };

/** Starts the demo organization once; the journeys find it by GATEHOUSE_TEST_ORIGIN and GATEHOUSE_TEST_SIGN_IN. */
export default async function setup(): Promise<() => Promise<void>> {
  const port = await freePort();
  const provider = await startOpenidProvider([`http://127.0.0.1:${port}/api/auth/callback/oidc`]);
  const server = await startGatehouse({
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
  process.env.GATEHOUSE_TEST_ORIGIN = server.origin;
  process.env.GATEHOUSE_TEST_SIGN_IN = server.signInUrl;
  process.env.GATEHOUSE_TEST_KEY = server.key;
  process.env.GATEHOUSE_TEST_MODEL = server.model;
  process.env.GATEHOUSE_TEST_PROVIDER = provider.issuer;
  return async () => {
    await server.stop();
    await provider.stop();
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
