import { findUnknownModels } from "@/db/queries/keys/find-unknown-models";
import type { BrownOutStep } from "@/db/schema/team";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** The steps of a ladder whose models all exist. Throws AdminError `invalid_request`. */
export async function readBrownOut(work: Work, steps: readonly BrownOutStep[]): Promise<BrownOutStep[]> {
  const names = steps.flatMap((step) => (step.action === "cheaper_model" ? [step.model] : []));
  const [unknown] = await findUnknownModels(work.run, work.organizationId, [...new Set(names)]);
  if (unknown !== undefined) {
    const index = steps.findIndex((step) => step.action === "cheaper_model" && step.model === unknown);
    throw invalidField(`brownOut.${index}.model`, `there is no model "${unknown}"`);
  }
  return [...steps];
}
