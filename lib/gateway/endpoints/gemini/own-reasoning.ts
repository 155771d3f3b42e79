import type { ReasoningBlock } from "@/lib/llm/chat-request";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";

/** The first bytes of every proof written here, as base64 spells them: `{"gatehouse":`. */
export const OWN_PROOF = "eyJnYXRlaG91c2UiOj";

export type SignedReasoning = ReasoningBlock & { signature: string; madeBy: string };

/**
 * What another provider's model thought, with its proof, as a `thoughtSignature`: Google's clients keep those and send them back. The
 * text goes along, because a proof is worth nothing without exactly it and clients may keep a stream's parts apart.
 */
export function writeOwnProof({ text, signature, madeBy, redacted = false }: SignedReasoning): string {
  return Buffer.from(JSON.stringify({ gatehouse: 1, text, signature, madeBy, redacted })).toString("base64");
}

/** Reads a `thoughtSignature` that `writeOwnProof` made; undefined for any other, which only its own maker can read. */
export function readOwnProof(proof: string): SignedReasoning | undefined {
  if (!proof.startsWith(OWN_PROOF)) return undefined;
  const kept = objectOf(parseJson(Buffer.from(proof, "base64").toString("utf8")));
  const text = textOf(kept?.text);
  const signature = textOf(kept?.signature);
  const madeBy = textOf(kept?.madeBy);
  if (text === undefined || signature === undefined || madeBy === undefined) return undefined;
  return { type: "reasoning", text, signature, madeBy, ...(kept?.redacted === true ? { redacted: true } : {}) };
}

export function isSigned(block: ReasoningBlock): block is SignedReasoning {
  return block.signature !== undefined && block.madeBy !== undefined;
}
