import { describe, expect, it } from "vitest";
import { playgroundObstacle } from "./playground-obstacle";

const call = {
  route: "/chat/completions",
  project: { id: "prj_a", name: "Chat" },
  text: { stored: true, tier: "text" as const, mayReveal: true },
};

describe("taking a call to the playground", () => {
  it("works for a chat whose text is kept, for somebody who may reveal it and call models there", () => {
    expect(playgroundObstacle(call, true)).toBeNull();
    expect(playgroundObstacle({ ...call, route: "/v1beta/models/x:generateContent" }, true)).toBeNull();
  });

  it.each([
    ["another kind of call", { ...call, route: "/embeddings" }, true, "for chats"],
    ["a call of nobody", { ...call, project: null }, true, "nobody's key"],
    ["somebody who may not call there", call, false, "may not call models"],
    ["text that is not kept", { ...call, text: { ...call.text, stored: false } }, true, "not kept"],
    ["text one may not reveal", { ...call, text: { ...call.text, mayReveal: false } }, true, "may not reveal"],
  ] as const)("says why not: %s", (_name, request, mayUse, words) => {
    expect(playgroundObstacle(request, mayUse)).toContain(words);
  });
});
