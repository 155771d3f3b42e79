import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningGatehouse, startGatehouse } from "../running-server/start-gatehouse";
import { openRealtime, type RealtimeClient } from "./harness/realtime-client";

let server: RunningGatehouse;
beforeAll(async () => {
  const drain = { GATEHOUSE_LAME_DUCK_MS: "0", GATEHOUSE_DRAIN_MS: "5000" };
  server = await startGatehouse({ env: { GATEHOUSE_WORKERS: "2", GATEHOUSE_ROLE: "gateway", ...drain } });
});
afterAll(() => server.stop("SIGKILL"));

const open = () => openRealtime(server.key, server.model, server.origin);

function ask({ rt }: RealtimeClient, marker: string): void {
  const response = { output_modalities: ["text" as const], metadata: { simulate: marker } };
  rt.send({ type: "response.create", response });
}

const codes = ({ events }: RealtimeClient) =>
  events.flatMap(({ type, error }) => (type === "error" ? [(error as { code: string }).code] : []));
const isDone = ({ events }: RealtimeClient) => events.some(({ type }) => type === "response.done");

it("several workers carry sessions behind one port", async () => {
  const clients = await Promise.all([open(), open(), open(), open()]);
  for (const client of clients) ask(client, "outputTokens=5");
  await Promise.all(clients.map((client) => client.event("response.done")));
  for (const client of clients) client.rt.close();
  expect((await Promise.all(clients.map(({ closed }) => closed))).map(({ code }) => code)).toEqual(
    Array.from(clients, () => 1000),
  );
});

it("SIGTERM ends silent sessions at once, answering ones after their answer or at the deadline, and exits cleanly", async () => {
  const [silent, answering, endless] = await Promise.all([open(), open(), open()]);
  ask(answering, "chunkMs=50;outputTokens=30");
  ask(endless, "chunkMs=50;outputTokens=4000");
  await Promise.all([answering, endless].map((client) => client.event("response.output_text.delta")));
  const stopped = server.stop();
  expect(await silent.closed).toEqual({ code: 1012, reason: "shutting_down" });
  expect((await answering.closed).code).toBe(1012);
  expect((await endless.closed).code).toBe(1012);
  expect([silent, answering, endless].map(isDone)).toEqual([false, true, false]);
  expect([silent, answering, endless].map(codes)).toEqual([["shutting_down"], ["shutting_down"], ["shutting_down"]]);
  expect(await stopped).toMatchObject({ code: 0, stderr: "" });
});
