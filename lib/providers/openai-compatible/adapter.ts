import { z } from "zod";
import { openAiCompatible } from "./open-ai-compatible";

/** Any server that speaks Chat Completions at an address the operator gives; how it differs is told in its settings. */
export const openAiCompatibleServer = openAiCompatible({
  id: "openai-compatible",
  title: "OpenAI-compatible server",
  credential: "optional",
  // Asked for only by callers who open a session; a server without them refuses the upgrade.
  realtime: () => true,
  completions: ({ settings }) => settings.completions === true,
  settingsSchema: z
    .strictObject({
      streamUsage: z.enum(["on_request", "always"]),
      outputBound: z.enum(["max_tokens", "max_completion_tokens"]),
      completions: z.boolean(),
    })
    .partial(),
});
