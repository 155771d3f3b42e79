import { z } from "zod";
import { QUOTA_SCOPES } from "@/lib/quotas/contract";
import { idOf, line } from "./text";

export const quotaScopeKind = z.enum(QUOTA_SCOPES);

/** `name=value`; no comma, which separates tags where a call names several. */
export const tag = line(120)
  .regex(/^[A-Za-z0-9_.-]{1,40}=[^,]+$/, "must be name=value, such as feature=search, without a comma")
  .meta({ example: "feature=search" });

/** What a new quota is about. */
export const scopeInput = z
  .strictObject({
    kind: quotaScopeKind,
    id: line(256).meta({
      description: "An id; `name=value` of a tag; an end user as calls name it, or `*` for each end user for itself.",
    }),
    modelId: idOf("mdl").nullish().meta({ description: "Of `key_model` and `team_model`, and only of them." }),
  })
  .meta({ id: "QuotaScope" });

/** Whether the parts of a scope go together. */
export function checkScope(scope: z.output<typeof scopeInput>, context: z.RefinementCtx): void {
  const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  const needsModel = scope.kind === "key_model" || scope.kind === "team_model";
  if (needsModel !== (typeof scope.modelId === "string")) {
    refuse(["scope", "modelId"], "goes with key_model and team_model, and only with them");
  }
  const asTag = scope.kind === "tag" ? tag.safeParse(scope.id) : null;
  if (asTag && !asTag.success) refuse(["scope", "id"], asTag.error.issues[0]?.message ?? "must be name=value");
}
