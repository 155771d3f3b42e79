import { startGatehouse } from "./start-gatehouse";

/** The journeys' own upstream listens on loopback, which nobody may call unless the operator says so. */
const env = { GATEHOUSE_EGRESS_ALLOW: "127.0.0.1" };

/** Starts the demo organization once; the journeys find it by GATEHOUSE_TEST_ORIGIN and GATEHOUSE_TEST_SIGN_IN. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startGatehouse({ args: ["--demo"], env });
  process.env.GATEHOUSE_TEST_ORIGIN = server.origin;
  process.env.GATEHOUSE_TEST_SIGN_IN = server.signInUrl;
  process.env.GATEHOUSE_TEST_KEY = server.key;
  process.env.GATEHOUSE_TEST_MODEL = server.model;
  return async () => {
    await server.stop();
  };
}
