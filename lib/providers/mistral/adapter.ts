import { openAiCompatible } from "../openai-compatible/open-ai-compatible";
import { describeMistral, planEffort } from "./models";
import { withOwnParameters } from "./own-parameters";
import { withShortCallIds } from "./short-call-ids";

/**
 * Mistral's own API. It refuses members it does not know (422 `extra_forbidden`), so callers' own bytes are never relayed: every call
 * is written in its dialect, with `random_seed`, `any` and tool-call ids of nine characters (API reference, "Chat completion").
 */
export const mistral = openAiCompatible({
  id: "mistral",
  title: "Mistral",
  baseUrl: "https://api.mistral.ai/v1",
  environmentVariable: "MISTRAL_API_KEY",
  quirks: [
    "no_stream_options",
    "tool_choice_any",
    "random_seed",
    "no_top_k",
    "no_user",
    "no_metadata",
    "no_reasoning_history",
  ],
  sizeFacts: () => ({
    vocabulary: "o200k_base",
    // Its vocabulary has 131,072 entries, two thirds of o200k_base's.
    factor: 1.35,
    tokensPerImage: 4_100,
    tokensForTools: 300,
    mostOutputTokens: null,
  }),
  describeModel: describeMistral,
  prepare: (request, { upstreamModel }) => withShortCallIds(planEffort(withOwnParameters(request), upstreamModel)),
  relay: "never",
  tasks: ["embed", "moderate", "transcribe"],
});
