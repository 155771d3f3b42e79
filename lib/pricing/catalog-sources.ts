/** Which part of the price library belongs to an adapter, and which of its models answer chat calls. */
export interface CatalogSource {
  /** The library's own id of the provider. */
  libraryId: string;
  /** Models offered for chat; the library also knows embeddings, sound, pictures and models long retired. */
  chatModels: RegExp;
  notChat: RegExp;
  /** Models offered for something else: embeddings, pictures, speech, transcription. */
  taskModels?: RegExp;
  /** Of these, models whose output is pictures or speech, and priced as such. */
  draws?: RegExp;
  speaks?: RegExp;
  /** The provider publishes one input rate for text, pictures and sound unless it names another. */
  soundAtTextPrice: boolean;
}

const NOT_CHAT = /embedding|tts|whisper|transcribe|realtime|live|image|audio|moderation|search|computer-use|omni/;

/** The library's names are not the ones calls use: their prices are found, but none is offered as usual. */
const NONE = /(?!)/;

const GOOGLE: CatalogSource = {
  libraryId: "google",
  chatModels: /^gemini-[2-9]/,
  notChat: NOT_CHAT,
  taskModels: /^gemini-embedding-|^gemini-[\d.]+-\w+(?:-lite)?-image(?:-preview)?$/,
  draws: /-image\b/,
  speaks: /-tts\b/,
  soundAtTextPrice: true,
};

/** By adapter id. An adapter without a line has no catalog: its prices are the operator's. */
export const CATALOG_SOURCES: ReadonlyMap<string, CatalogSource> = new Map<string, CatalogSource>([
  [
    "openai",
    {
      libraryId: "openai",
      chatModels: /^(?:gpt-4o|gpt-4\.1|gpt-[5-9]|o[134])/,
      // The "pro", "codex" and "deep-research" models answer the Responses API only.
      notChat:
        /embedding|tts|whisper|transcribe|realtime|live|image|audio|moderation|search|computer-use|omni|-pro$|codex|deep-research|:|preview|ft-|gpt-4o-\d/,
      taskModels: /^(?:text-embedding-3-|gpt-image-|whisper-1$|gpt-4o-(?:mini-)?(?:transcribe|tts)$)/,
      draws: /^gpt-image-/,
      speaks: /tts/,
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
  ["gemini", GOOGLE],
  ["vertex", GOOGLE],
  ["vertex-anthropic", textOnly("google", /^claude-(?:opus|sonnet|haiku|fable)-/)],
  ["azure-openai", textOnly("azure", /^(?:gpt-|o[134])/)],
  // The library's `regional.` stands for eu., us. and their like, which no account can call by that name.
  ["bedrock", textOnly("aws", /^(?!regional\.)/, /embed|sonic|voxtral|image|canvas|reel/)],
  [
    "mistral",
    textOnly(
      "mistral",
      /^(?:mistral-(?:large|medium|small)-(?:latest|\d)|codestral-|devstral-\d|ministral-\d+b-)/,
      /instruct|2312|3-1|:/,
    ),
  ],
  ["deepseek", textOnly("deepseek", /^deepseek-/)],
  ["cohere", textOnly("cohere", NONE)],
  ["groq", textOnly("groq", /^(?:llama-3\.[13]|meta-llama|openai|qwen|moonshotai)/, /guard|whisper|preview|specdec/)],
  ["xai", textOnly("x-ai", /^grok-(?:[4-9]|build|code)/)],
  ["cerebras", textOnly("cerebras", /./, /^qwen/)],
  ["perplexity", textOnly("perplexity", /^sonar/, /search$/)],
  ["moonshot", textOnly("moonshotai", /^(?:kimi|moonshot)-/)],
  ["zai", textOnly("zai", /^GLM-/i)],
  ["minimax", textOnly("minimax", /^minimax-m/i)],
  ["fireworks", textOnly("fireworks", NONE)],
  ["together", textOnly("together", /^meta-llama\/Llama-[34]/)],
  ["openrouter", textOnly("openrouter", /^[\w-]+\//, /:free$|embed|image|lyria|-exp$/)],
  ["cloudflare", textOnly("cloudflare", /^@cf\//, /bge|indictrans|distilbert|m2m100|embedding|rerank|guard|moondream/)],
  ["baseten", textOnly("baseten", /./)],
  ["avian", textOnly("avian", /./)],
  ["doubleword", textOnly("doubleword", /./, /embed/i)],
  ["ovhcloud", textOnly("ovhcloud", /./, /^bge/)],
  ["arcee", textOnly("arcee", /./)],
  ["novita", textOnly("novita", /^(?:deepseek|qwen|meta-llama)\//)],
]);

/** A provider whose chat models take no sound, or no price for it is published. */
function textOnly(libraryId: string, chatModels: RegExp, notChat: RegExp = NOT_CHAT): CatalogSource {
  return { libraryId, chatModels, notChat, soundAtTextPrice: false };
}
