import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { readyBlock } from "./ready-block";

const introduction = {
  created: true,
  ownerSignInToken: new Secret("ghl_once"),
  quickStart: { key: new Secret("gk_live_x"), model: "simulated-fast" },
};
const facts = { origin: "https://ai.example.com", role: "all", introduction, seconds: 1.23 } as const;

describe("the ready block", () => {
  it("says where to go, how to sign in, and a call that can be pasted", () => {
    expect(readyBlock(facts)).toBe(`
  Gatehouse is ready (1.2 s)

  Portal     https://ai.example.com
  Sign in    https://ai.example.com/sign-in/link#token=ghl_once   (owner, works once)
  Gateway    https://ai.example.com/api/v1

  Try it: the model "simulated-fast" is simulated and costs nothing

curl -N https://ai.example.com/api/v1/chat/completions \\
  -H "authorization: Bearer gk_live_x" \\
  -H "content-type: application/json" \\
  -d '{"model":"simulated-fast","stream":true,"max_tokens":40,"messages":[{"role":"user","content":"Say hello"}]}'

`);
  });

  it("promises only what the role serves and what there is", () => {
    const nothing = { created: false, ownerSignInToken: null, quickStart: null };
    expect(readyBlock({ ...facts, role: "portal" })).not.toContain("/api/v1");
    expect(readyBlock({ ...facts, role: "gateway" })).not.toContain("Portal");
    expect(readyBlock({ ...facts, introduction: nothing })).not.toMatch(/Sign in|curl/);
  });
});
