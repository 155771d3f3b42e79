import type { Units } from "./units";
import type { TokenUsage } from "./usage";

/** Documents to be put in the order of what they have to do with a query. */
export interface RerankRequest {
  query: string;
  documents: string[];
  /** Undefined: all of them. */
  topN?: number;
}

/** The best first; `index` is the place among the documents. */
export interface RerankAnswer {
  results: { index: number; score: number }[];
  usage?: TokenUsage;
  units?: Units;
}
