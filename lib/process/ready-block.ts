import type { Role } from "@/lib/env";
import type { Introduction } from "./introduce";

export interface ReadyFacts {
  origin: string;
  role: Role;
  introduction: Introduction;
  seconds: number;
}

/** What `npm start` prints when everything serves: where to go, how to sign in, and a call that works when pasted. */
export function readyBlock(facts: ReadyFacts): string {
  const { origin, role, introduction } = facts;
  const lines = ["", `  Gatehouse is ready (${facts.seconds.toFixed(1)} s)`, ""];
  if (role !== "gateway") lines.push(`  Portal     ${origin}`, ...signIn(facts));
  if (role !== "portal") lines.push(`  Gateway    ${origin}/api/v1`, ...firstCall(origin, introduction));
  return `${[...lines, ""].join("\n")}\n`;
}

function signIn({ origin, introduction }: ReadyFacts): string[] {
  if (introduction.ownerSignInToken === null) return [];
  // After the "#", so that no server or proxy ever logs it.
  return [`  Sign in    ${origin}/sign-in/link#token=${introduction.ownerSignInToken.reveal()}   (owner, works once)`];
}

function firstCall(origin: string, { quickStart }: Introduction): string[] {
  if (quickStart === null) return [];
  const messages = [{ role: "user", content: "Say hello" }];
  const body = { model: quickStart.model, stream: true, max_tokens: 40, messages };
  return [
    "",
    `  Try it: the model "${quickStart.model}" is simulated and costs nothing`,
    "",
    `curl -N ${origin}/api/v1/chat/completions \\`,
    `  -H "authorization: Bearer ${quickStart.key.reveal()}" \\`,
    '  -H "content-type: application/json" \\',
    `  -d '${JSON.stringify(body)}'`,
  ];
}
