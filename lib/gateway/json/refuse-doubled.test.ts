import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refuseDoubled } from "./refuse-doubled";

const check = (text: string) => () => refuseDoubled(Buffer.from(text));

describe("a member that stands twice in one object", () => {
  it.each([
    '{"a":{"file_id":"x","file_id":""}}',
    '{"a":[{"b":1},{"file_id":"x","n":{"file_id":1},"file\\u005fid":2}]}',
    '{"a":1 , "b":{} ,\n"a" : 2}',
  ])("is refused: %s", (text) => {
    expect(check(text)).toThrow(expect.objectContaining({ code: "invalid_json" }));
  });

  it("is none in what JSON.stringify writes, whatever the texts say", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(check(JSON.stringify(value, null, 1))).not.toThrow();
      }),
    );
    expect(check('{"a":"\\"a\\":1, {\\"a\\":","b":[{"a":"a"},{"a":"a"}]}')).not.toThrow();
  });
});
