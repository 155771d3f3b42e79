import type { TokenUsage } from "./usage";

/** What vectors are for, where a model makes different ones for different uses. */
export type EmbedPurpose =
  | "document"
  | "query"
  | "classification"
  | "clustering"
  | "similarity"
  | "code"
  | "question"
  | "fact";

/** Texts to be turned into vectors, whatever dialect they came in. */
export interface EmbedRequest {
  texts: string[];
  /** Undefined: as many as the model makes. */
  dimensions?: number;
  purpose?: EmbedPurpose;
  /** Of a document, where the model takes one. */
  title?: string;
}

/** One vector for each text, in their order. */
export interface EmbedAnswer {
  vectors: number[][];
  usage?: TokenUsage;
}
