import { afterAll, describe, expect, it } from "vitest";
import { textRow } from "@/lib/ledger/text-row";
import { readAnswer } from "@/lib/llm/conversation/read-answer";
import { wordsOf } from "@/lib/llm/conversation/turn";
import { KeptText } from "./kept-text";
import { type InProcessGateway, openInProcessGateway } from "./testing/in-process-gateway";

const chat = { name: "sim" };
const speech = { name: "voice", kind: "speech" as const };
const keeping = openInProcessGateway([chat, speech], { keepsText: true });
const forgetting = openInProcessGateway([chat]);

afterAll(async () => {
  await keeping.close();
  await forgetting.close();
});

const ask = (gateway: InProcessGateway, stream: boolean) =>
  gateway.post(
    "/chat/completions",
    { model: "sim", stream, messages: [{ role: "user", content: "Where is the invoice of Müller? 🧾" }] },
    { "x-gatehouse-session": "run-7" },
  );

/** What would be stored of the last call. */
function stored(gateway: InProcessGateway) {
  const said = gateway.said();
  const row = said === null ? null : textRow(gateway.record(), said);
  if (row === null) throw new Error("nothing was kept");
  return { row, answer: wordsOf(readAnswer(JSON.parse(row.answer ?? "null"))) };
}

describe("what is said in a call", () => {
  it("is not held on to where the project keeps no text", async () => {
    await ask(forgetting, true);
    expect(forgetting.said()).toBeNull();
    expect(forgetting.record().sessionId).toBe("run-7");
  });

  it("is the prompt and the words the caller got, whole or streamed", async () => {
    const got = await ask(keeping, false);
    const whole = stored(keeping);
    expect(whole.answer).toBe(JSON.parse(got.text).choices[0].message.content);
    expect(whole.row).toMatchObject({ isCut: false, projectId: "prj_1" });
    expect(JSON.parse(whole.row.prompt).messages[0].content).toBe("Where is the invoice of Müller? 🧾");
    const streamed = await ask(keeping, true);
    expect(stored(keeping).answer).not.toBe("");
    expect(streamed.text).toContain(stored(keeping).answer.slice(0, 4));
    expect(stored(keeping).row.words).toContain("invoice of Müller");
  });

  it("is the prompt alone when nothing answered, and never a sound", async () => {
    await keeping.post("/chat/completions", { model: "absent", messages: [{ role: "user", content: "lost words" }] });
    expect(stored(keeping).row).toMatchObject({ answer: null, words: expect.stringContaining("lost words") });
    await keeping.post("/audio/speech", { model: "voice", input: "read me", voice: "alloy" });
    expect(stored(keeping).row).toMatchObject({ answer: null, words: expect.stringContaining("read me") });
  });

  it("is bounded, and says so", () => {
    const long = new KeptText(Buffer.alloc(5 * 1024 * 1024, "a"));
    expect({ cut: long.isCut, kept: long.keptBytes }).toEqual({ cut: true, kept: 256 * 1024 });
    const chatty = new KeptText(Buffer.from("{}"));
    for (let n = 0; n < 100; n++) chatty.take(Buffer.alloc(100_000, "b"));
    expect(chatty.isCut).toBe(true);
    expect(chatty.keptBytes).toBeLessThan(2_200_000);
  });
});
