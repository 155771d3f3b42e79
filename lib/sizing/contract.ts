/** How the input of a call was sized: counted token by token, from samples of a huge prompt, or by its bytes. */
export type InputBasis = "counted" | "sampled" | "bytes";

/** What bounds the output of a call: the caller, the model's default put in, a brown-out step, what was learned, or the model itself. */
export type OutputBasis = "asked" | "injected" | "lowered" | "learned p95" | "model maximum";

/** What calls of one key to one model, that set no bound themselves, have needed. */
export interface OutputNeeds {
  /** Output tokens to foresee for one choice, or null while too little is known. Memory only; the first question fetches. */
  foresee(keyId: string, modelId: string): number | null;
  /** One answer of that many tokens per choice. Returns at once. */
  note(call: { organizationId: string; keyId: string; modelId: string }, outputTokens: number): void;
}
