import { deployment } from "@/db/schema";
import type { Runner } from "../runner";

export interface NewDeployment {
  id: string;
  modelId: string;
  providerId: string;
  credentialId: string | null;
  upstreamModel: string;
  priority: number;
}

export async function insertDeployment(run: Runner, organizationId: string, row: NewDeployment): Promise<void> {
  await run.insert(deployment).values({ ...row, organizationId });
}
