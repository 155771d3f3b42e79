import type { TokenUsage } from "./usage";

/** A text to be said. */
export interface SpeechRequest {
  text: string;
  /** In the words of the model's vendor. */
  voice: string;
  /** How to say it. */
  instructions?: string;
}

/** Sound without a head: samples of 16 bits, the low byte first, one channel. */
export interface SpeechAnswer {
  samples: Buffer;
  samplesPerSecond: number;
  usage?: TokenUsage;
}
