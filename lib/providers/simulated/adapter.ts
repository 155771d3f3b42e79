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
});
