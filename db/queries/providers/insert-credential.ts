import { credential, type SealedSecret } from "@/db/schema";
import type { Runner } from "../runner";

export interface NewCredential {
  id: string;
  providerId: string;
  name: string;
  sealed: SealedSecret;
  allowedOrigin: string;
  last4: string;
}

export async function insertCredential(run: Runner, organizationId: string, row: NewCredential): Promise<void> {
  await run.insert(credential).values({ ...row, organizationId });
}
