/** What a proof belongs to: a block of reasoning, or the tool call that follows it. */
export type ProofUse = "reasoning" | "call";

export interface CarriedProof {
  use: ProofUse;
  /** Adapter id of the provider that made it; empty where nothing was signed. */
  madeBy: string;
  proof: string;
}

const MARK = "gh1.";
const CARRIED = /^gh1\.(reasoning|call)\.([\w-]*)\.(.*)$/s;

/** A provider's proof in the one opaque string that callers of another dialect keep and send back. No provider's own begins like this. */
export function carryProof({ use, madeBy, proof }: CarriedProof): string {
  return `${MARK}${use}.${madeBy}.${proof}`;
}

/** What carryProof put in; undefined for a string that is somebody else's. */
export function readCarriedProof(text: string): CarriedProof | undefined {
  if (!text.startsWith(MARK)) return undefined;
  const [, use, madeBy, proof] = CARRIED.exec(text) ?? [];
  if ((use !== "reasoning" && use !== "call") || madeBy === undefined || proof === undefined) return undefined;
  return { use, madeBy, proof };
}
