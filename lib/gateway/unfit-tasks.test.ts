import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCounter } from "@/lib/sizing/token-counter";
import { openInProcessGateway } from "./testing/in-process-gateway";

const TIER = { picoUsdPerToken: { uncachedInput: 1_000_000n, output: 1_000_000n, image: 1n, audioInput: 1n } };
const gateway = openInProcessGateway([
  { name: "embed", kind: "embedding", tier: TIER, contextWindow: 100 },
  { name: "blind", kind: "image", tier: TIER, capabilities: { images: false } },
  { name: "judge", kind: "moderation", tier: TIER, capabilities: { images: false } },
  { name: "deaf", kind: "transcription", tier: TIER, capabilities: { audio: false } },
  { name: "say", kind: "speech", tier: TIER, contextWindow: 100 },
]);
// While it is being loaded nothing is refused for its length.
beforeAll(() => loadCounter("o200k_base"));
afterAll(() => gateway.close());

const LONG = "gate ".repeat(2_000);
const PIXEL = { image_url: "data:image/png;base64,iVBORw0KGgo=" };

function talk(): FormData {
  const form = new FormData();
  form.set("model", "deaf");
  form.set("file", new File(["ID3 and sound"], "talk.mp3"));
  return form;
}

describe("what a model is known not to take", () => {
  it.each<[string, unknown, string, string]>([
    ["/embeddings", { model: "embed", input: ["short", LONG] }, "context_length_exceeded", "input"],
    ["/audio/speech", { model: "say", input: LONG, voice: "a" }, "context_length_exceeded", "input"],
    ["/images/edits", { model: "blind", prompt: "x", images: [PIXEL] }, "unsupported_parameter", "image"],
    ["/moderations", { model: "judge", input: [{ type: "image_url", ...PIXEL }] }, "unsupported_parameter", "input"],
    ["/audio/transcriptions", talk(), "unsupported_parameter", "file"],
  ])("is refused at %s before anything is held", async (path, body, code, param) => {
    const { status, text } = await gateway.post(path, body);
    expect([status, JSON.parse(text).error]).toMatchObject([400, { code, param }]);
    expect(gateway.record()).toMatchObject({ outcome: "refused", attempts: [], admittedAt: null });
  });

  it("is refused in Google's words at Google's path", async () => {
    const { text } = await gateway.post("/models/embed:embedContent", { content: { parts: [{ text: LONG }] } });
    expect(JSON.parse(text).error).toMatchObject({ status: "INVALID_ARGUMENT" });
  });

  it("is a matter of each text, not of how many there are", async () => {
    const input = Array.from({ length: 500 }, () => "Open the gate.");
    expect((await gateway.post("/embeddings", { model: "embed", input })).status).toBe(200);
    expect((await gateway.post("/images/generations", { model: "blind", prompt: "x" })).status).toBe(200);
  });
});
