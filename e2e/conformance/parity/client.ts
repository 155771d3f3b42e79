import type { Lane } from "../harness/house";

/** Where a client calls: the gateway, or the provider itself. */
export interface Place {
  /** What stands before `/v1` and `/v1beta`. */
  root: string;
  apiKey: string;
  model: string;
}

/** What is asked, in the few words every client can spell. */
export interface Question {
  text: string;
  /** Offers the one tool of `tool.ts`. */
  offersTool: boolean;
  /** A PNG in base64 beside the text. */
  picture?: string;
  /** Wants an answer by the schema of `tool.ts`. */
  wantsJson: boolean;
  /** Wants to see thoughts. */
  thinks: boolean;
}

/** An answer reduced to what it means, in the client's own words; identities and timings left out. */
export interface Essence {
  text: string;
  thoughts: string;
  calls: { name: string; arguments: unknown }[];
  finish: string;
  usage: { input: number; output: number };
}

export interface Reply {
  /** Everything the client made of the answer but the headers it came with. */
  parsed: unknown;
  essence: Essence;
}

export interface StreamOptions {
  signal?: AbortSignal;
  /** Called for every piece the client hands over. */
  onPiece?: () => void;
}

/** One client library with one of its surfaces. */
export interface ParityClient {
  name: string;
  /** The lane whose upstream speaks the client's own dialect: there its answers are relayed. */
  home: Exclude<Lane, "simulated">;
  /** What this client cannot do with any provider, and why. */
  limits?: {
    /** Cases it refuses by itself. */
    refuses?: string;
    /** It adds up the usage a stream begins with, which is an estimate where the provider tells it at the end only. */
    countsEarly?: true;
    /** It reads past errors inside a stream. */
    deafInStreams?: true;
    /** An abort leaves a rejection behind that nobody can catch. */
    leaksOnAbort?: true;
  };
  whole(place: Place, question: Question): Promise<Reply>;
  streamed(place: Place, question: Question, options?: StreamOptions): Promise<Reply>;
}

/** Reads a stream to its end, telling of every piece. */
export async function readAll<Piece>(stream: AsyncIterable<Piece>, { onPiece }: StreamOptions = {}): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of stream) {
    pieces.push(piece);
    onPiece?.();
  }
  return pieces;
}
