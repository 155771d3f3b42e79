import type { ReasoningBlock } from "@/lib/llm/chat-request";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import { withoutUndefined } from "@/lib/llm/without-undefined";

/** What `encrypted_content` begins with when it is ours; any other blob belongs to a vendor and means nothing here. */
const OURS = "gh1.";

/** What rides in a reasoning item: a block of reasoning, or the proof of one tool call. */
export type Carried =
  | { kind: "reasoning"; block: ReasoningBlock }
  | { kind: "call"; callId: string; signature: string };

/**
 * The state of a provider as `encrypted_content`: clients keep and return it verbatim, so that the provider gets back its own
 * proof with the exact text it belongs to. Not secret: whoever holds it was shown the answer.
 */
export function carry(carried: Carried): string {
  const plain =
    carried.kind === "call"
      ? { call: carried.callId, signature: carried.signature }
      : withoutUndefined({
          text: carried.block.text,
          signature: carried.block.signature,
          madeBy: carried.block.madeBy,
          redacted: carried.block.redacted,
        });
  return OURS + Buffer.from(JSON.stringify(plain)).toString("base64url");
}

/** What `carry` wrote; undefined for a blob of somebody else. */
export function readCarried(encrypted: string): Carried | undefined {
  if (!encrypted.startsWith(OURS)) return undefined;
  const plain = objectOf(parseJson(Buffer.from(encrypted.slice(OURS.length), "base64url").toString("utf8")));
  if (plain === undefined) return undefined;
  const signature = textOf(plain.signature);
  const callId = textOf(plain.call);
  if (callId !== undefined) return signature === undefined ? undefined : { kind: "call", callId, signature };
  const madeBy = textOf(plain.madeBy);
  return {
    kind: "reasoning",
    block: {
      type: "reasoning",
      text: textOf(plain.text) ?? "",
      ...(signature === undefined ? {} : { signature }),
      ...(madeBy === undefined ? {} : { madeBy }),
      ...(plain.redacted === true ? { redacted: true } : {}),
    },
  };
}
