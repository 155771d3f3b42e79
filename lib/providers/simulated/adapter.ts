import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/**
 * The built-in provider that calls no model: see respond.ts for the server behind it and README.md for its settings.
 * Everything it gives is marked as simulated.
 */
export const simulated = openAiCompatible({
  id: "simulated",
  title: "Simulated",
  baseUrl: "simulated:",
  credential: "none",
  realtime: () => true,
  // It counts in o200k_base itself, 85 tokens per image.
  sizeFacts: () => ({
    vocabulary: "o200k_base",
    factor: 1,
    tokensPerImage: 85,
    tokensForTools: 0,
    mostOutputTokens: null,
  }),
});
