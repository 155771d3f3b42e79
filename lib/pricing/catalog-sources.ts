/** Which part of the price library belongs to an adapter, and which of its models answer chat calls. */
export interface CatalogSource {
  /** The library's own id of the provider. */
  libraryId: string;
  /** Models offered for chat; the library also knows embeddings, sound, pictures and models long retired. */
  chatModels: RegExp;
  notChat: RegExp;
  /** The provider publishes one input rate for text, pictures and sound unless it names another. */
  soundAtTextPrice: boolean;
}

const NOT_CHAT = /embedding|tts|whisper|transcribe|realtime|live|image|audio|moderation|search|computer-use|omni/;

/** By adapter id. An adapter without a line has no catalog: its prices are the operator's. */
export const CATALOG_SOURCES: ReadonlyMap<string, CatalogSource> = new Map([
  [
    "openai",
    {
      libraryId: "openai",
      chatModels: /^(?:gpt-4o|gpt-4\.1|gpt-[5-9]|o[134])/,
      // The "pro", "codex" and "deep-research" models answer the Responses API only.
      notChat:
        /embedding|tts|whisper|transcribe|realtime|live|image|audio|moderation|search|computer-use|omni|-pro$|codex|deep-research|:|preview|ft-|gpt-4o-\d/,
      soundAtTextPrice: false,
    },
  ],
  [
    "anthropic",
    {
      libraryId: "anthropic",
      chatModels: /^claude-(?:opus|sonnet|haiku|fable)-/,
      notChat: NOT_CHAT,
      soundAtTextPrice: false,
    },
  ],
  ["gemini", { libraryId: "google", chatModels: /^gemini-[2-9]/, notChat: NOT_CHAT, soundAtTextPrice: true }],
]);
