import type { ProofColumn } from "../document/proof-document";

/** What a good call asks for. */
export interface Asked {
  column: ProofColumn;
  model: string;
  /** Text nobody has sent before. */
  prompt: string;
  maxTokens: number;
}

/** An answer as it came: its status and its whole text. */
export interface Answered {
  status: number;
  text: string;
}

/** What a refusal says in the route's own dialect. */
export interface RefusalWords {
  /** A code of lib/errors/error-codes.ts; null when the text is no refusal. */
  code: string | null;
  /** Whose quota refused, such as `key`. */
  scope: string | null;
}

/** How a good session goes. */
export interface SessionSample {
  /** What is said once it is open. */
  events(asked: Asked): readonly Record<string, unknown>[];
  /** Whether the answer has begun with this message; for those who hang up in the middle. */
  hasBegun(message: string): boolean;
  /** Whether nothing more is waited for. */
  isOver(message: string): boolean;
}

/** How a good call through one route looks, and how its answers are read. A route without one fails as "no proof". */
export interface RouteSample {
  /** The columns the route has. */
  columns: readonly ProofColumn[];
  /** Path below /api/v1. */
  path(asked: Asked): string;
  /** Null for a route without a body; a form is sent as one. */
  body(asked: Asked): Record<string, unknown> | FormData | null;
  /** For a route that is a WebSocket; then `body` gives null, and the answer's text is every message, a line each. */
  session?: SessionSample;
  /** What a body that is cut off is refused as; left out: `invalid_json`. */
  malformedCode?: string;
  /** Whether the answer is whole: a stream came to its proper end without an error event. */
  isWhole(answered: Answered, column: ProofColumn): boolean;
  readRefusal(text: string): RefusalWords;
}
