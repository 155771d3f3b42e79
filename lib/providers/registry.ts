import { anthropic } from "./anthropic/adapter";
import { azureOpenAi } from "./azure-openai/adapter";
import { bedrock } from "./bedrock/adapter";
import { catalogAdapter } from "./catalog/catalog";
import { cohere } from "./cohere/adapter";
import type { ProviderAdapter } from "./contract";
import { deepseek } from "./deepseek/adapter";
import { gemini } from "./gemini/adapter";
import { mistral } from "./mistral/adapter";
import { ollama } from "./ollama/adapter";
import { openai } from "./openai/adapter";
import { openAiCompatibleServer } from "./openai-compatible/adapter";
import { simulated } from "./simulated/adapter";
import { vertex } from "./vertex/adapter";
import { vertexAnthropic } from "./vertex-anthropic/adapter";
import { vllm } from "./vllm/adapter";

/** Every adapter with a folder, in the order the portal offers them; the catalog has the rest as data. A folder without a line here fails registry.test.ts. */
export const ADAPTERS: readonly ProviderAdapter[] = [
  openai,
  anthropic,
  gemini,
  azureOpenAi,
  bedrock,
  vertex,
  vertexAnthropic,
  cohere,
  mistral,
  deepseek,
  ollama,
  vllm,
  openAiCompatibleServer,
  simulated,
];

/** The adapter with this id, of a folder or of the catalog, or undefined. */
export function findAdapter(id: string): ProviderAdapter | undefined {
  return ADAPTERS.find((adapter) => adapter.id === id) ?? catalogAdapter(id);
}
