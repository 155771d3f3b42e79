import { describe, expect, it } from "vitest";
import { refuseMisread } from "./refuse-misread";
import { scanJson } from "./scan-json";

const LIMITS = { maxDepth: 64, maxKeys: 100, uniqueKeys: new Set<string>() };
const check = (text: string) => () => refuseMisread(scanJson(Buffer.from(text), LIMITS).members);

describe("a body that policy and upstream may read differently", () => {
  it.each([
    ['{"model":"a","model":"b"}', "model"],
    ['{"mod\\u0065l":"a","model":"b"}', "model"],
    ['{"tools":[1],"model":"a","tools":[]}', "tools"],
    ['{"x_new":1,"X_New":2}', "X_New"],
    ['{"MODEL":"a"}', "model"],
    ['{"model":"a","Max_Tokens":9}', "max_tokens"],
    ['{"model":"a","max_to\u212aens":9}', "max_tokens"],
    ['{"model":"a","me\\u017f\\u017fages":[]}', "messages"],
    ['{"model":"a","N":9}', "n"],
  ])("is refused: %s", (text, param) => {
    expect(check(text)).toThrow(expect.objectContaining({ code: "invalid_json", param }));
  });

  it("is none where every member has its own name, as Google's spell theirs too", () => {
    expect(check('{"model":"a","generationConfig":{"n":1,"N":2},"systemInstruction":{},"x":1}')).not.toThrow();
  });
});
