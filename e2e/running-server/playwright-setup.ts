import { startGatehouse } from "./start-gatehouse";

/** Starts the demo organization once; the journeys find it by GATEHOUSE_TEST_ORIGIN and GATEHOUSE_TEST_SIGN_IN. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startGatehouse({ args: ["--demo"] });
  process.env.GATEHOUSE_TEST_ORIGIN = server.origin;
  process.env.GATEHOUSE_TEST_SIGN_IN = server.signInUrl;
  process.env.GATEHOUSE_TEST_KEY = server.key;
  process.env.GATEHOUSE_TEST_MODEL = server.model;
  return async () => {
    await server.stop();
  };
}
