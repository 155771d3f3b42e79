import { provider } from "@/db/schema";
import type { Runner } from "../runner";

export interface NewProvider {
  id: string;
  adapter: string;
  name: string;
  baseUrl: string;
  simulated: boolean;
  settings: Record<string, unknown>;
}

export async function insertProvider(run: Runner, organizationId: string, row: NewProvider): Promise<void> {
  await run.insert(provider).values({ ...row, organizationId });
}
