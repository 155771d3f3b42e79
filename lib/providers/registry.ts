import { anthropic } from "./anthropic/adapter";
import type { ProviderAdapter } from "./contract";
import { gemini } from "./gemini/adapter";
import { openai } from "./openai/adapter";
import { openAiCompatibleServer } from "./openai-compatible/adapter";
import { simulated } from "./simulated/adapter";

/** Every adapter, in the order the portal offers them. A folder without a line here fails registry.test.ts. */
export const ADAPTERS: readonly ProviderAdapter[] = [openai, anthropic, gemini, openAiCompatibleServer, simulated];

/** The adapter with this id, or undefined. */
export function findAdapter(id: string): ProviderAdapter | undefined {
  return ADAPTERS.find((adapter) => adapter.id === id);
}
