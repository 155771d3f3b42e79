import { type ModelCapabilities, model } from "@/db/schema";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { Runner } from "../runner";

export interface ModelColumns {
  title: string;
  kind: ModelKind;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  defaultMaxTokens: number | null;
  capabilities: ModelCapabilities;
}

export async function insertModel(
  run: Runner,
  organizationId: string,
  row: ModelColumns & { id: string; name: string },
): Promise<void> {
  await run.insert(model).values({ ...row, organizationId });
}
