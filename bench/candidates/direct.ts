import type { StartCandidate } from "./candidate";

export const startDirect: StartCandidate = async (ground) => ({
  id: "direct",
  title: "direct",
  port: ground.upstreamPort,
  path: "/v1/chat/completions",
  headers: { authorization: "Bearer bench" },
  model: "bench-model",
  pid: null,
  stop: async () => undefined,
});
