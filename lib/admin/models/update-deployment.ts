import { updateDeployment as updateDeploymentRow } from "@/db/queries/models/update-deployment";
import { findProvider } from "@/db/queries/providers/find-provider";
import type { UpdateDeploymentInput } from "@/lib/admin-api/schemas/models";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { adapterOf } from "../providers/adapter-of";
import { credentialNeedOf } from "../providers/adapter-summary";
import { chooseCredential } from "./attach-deployment";
import { findShownDeployment } from "./find-shown-deployment";
import { type DeploymentOfModel, lockDeployment } from "./locate-model";

type Input = UpdateDeploymentInput & { deploymentId: string };

/** Pauses or resumes a target, or lets it call with another credential. */
export const updateDeployment = defineChange({
  name: "models.update_deployment",
  permission: "models:write",
  policy: "enforced",
  kind: "deployment",
  locate: lockDeployment,
  async change(work, { deployment, model }: DeploymentOfModel, input: Input) {
    const before = { status: deployment.status, credentialId: deployment.credentialId };
    const after = {
      status: input.status ?? deployment.status,
      credentialId: await otherCredential(work, deployment, input.credentialId),
    };
    await updateDeploymentRow(work.run, work.organizationId, { id: deployment.id, ...after });
    return {
      result: await findShownDeployment(work, model, deployment.id),
      audit: { targetKind: "deployment", targetId: deployment.id, before, after },
    };
  },
});

async function otherCredential(
  work: Work,
  deployment: DeploymentOfModel["deployment"],
  asked: string | null | undefined,
): Promise<string | null> {
  if (asked === undefined) return deployment.credentialId;
  const provider = await findProvider(work.run, work.organizationId, { id: deployment.providerId });
  if (provider === null) throw new Error("a deployment's provider is not there");
  if (asked !== null) return chooseCredential(work, provider, { asked, path: "credentialId" });
  if (credentialNeedOf(adapterOf(provider)) !== "required") return null;
  throw invalidField("credentialId", `${provider.name} cannot be called without a credential`);
}
