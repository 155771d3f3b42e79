import type { TokenUsage } from "./usage";

/** Sound to be written down. */
export interface TranscriptionRequest {
  sound: Buffer;
  /** As its bytes say: `wav`, `mp3` … */
  format: SoundFormat;
  /** What it is about, or words in it. */
  hint?: string;
  /** Its language, by code or name. */
  language?: string;
  temperature?: number;
}

export type SoundFormat = "wav" | "mp3" | "ogg" | "flac" | "aac" | "aiff" | "mp4" | "webm";

export interface TranscriptionAnswer {
  text: string;
  /** The same, counted where no usage is reported. */
  made: string;
  usage?: TokenUsage;
}
