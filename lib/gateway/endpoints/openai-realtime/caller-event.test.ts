import { describe, expect, it } from "vitest";
import { readCallerEvent } from "./caller-event";

const read = (text: string) => readCallerEvent(Buffer.from(text), { jsonDepth: 64, jsonKeys: 100 });

describe("an event of a session", () => {
  it.each([
    '{"type":"response.create","type":"input_audio_buffer.append","audio":"AAAA"}',
    '{"type":"response.create","ty\\u0070e":"input_audio_buffer.append","audio":"AAAA"}',
    '{"type":"response.create","response":{"max_output_tokens":"inf","max_output_tokens":1}}',
    '{"type":"session.update","session":{"model":"dear","model":"mine"}}',
  ])("is refused where it can be read in two ways: %s", (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "invalid_json" }));
  });

  it("is read where it can not", () => {
    expect(read('{"type":"input_audio_buffer.append","audio":"AAAA"}').type).toBe("input_audio_buffer.append");
    expect(read('{"type":"response.create","response":{"max_output_tokens":1}}').type).toBe("response.create");
  });
});
