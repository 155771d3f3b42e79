import type { CodeSample } from "../../ui/code-block";

export interface SetupFacts {
  /** `https://ai.example.com/api`: what stands before `/v1` and `/v1beta`. */
  root: string;
  /** A model the key may call. */
  model: string;
}

/** How one tool or library is brought to call through the gateway. */
export interface SetupGuide {
  /** Anchor on the page. */
  id: string;
  title: string;
  /** One or two sentences: what it speaks, and what to know. */
  about: string;
  samples: readonly [CodeSample, ...CodeSample[]];
}

export const PROMPT = "Say hello.";

/** A string literal, as JavaScript, Python, JSON and TOML alike read it. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A word for the shell, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
