import type { AddDeploymentInput } from "@/lib/admin-api/client/models";
import type { Problems } from "../forms/use-draft";
import { type PriceDraft, priceProblems, tiersOf } from "./price-draft";

/** Where a model's calls should go, as typed. */
export interface TargetDraft {
  providerId: string;
  /** Null: the API takes the provider's only one. */
  credentialId: string | null;
  upstreamModel: string;
  /** Null: the price in force, else the library's. */
  price: PriceDraft | null;
}

export const NO_TARGET: TargetDraft = { providerId: "", credentialId: null, upstreamModel: "", price: null };

/** What can be known before asking the API. */
export function targetProblems(draft: TargetDraft): Problems {
  return {
    providerId: draft.providerId === "" ? "Choose who answers for it." : undefined,
    upstreamModel: draft.upstreamModel.trim() === "" ? "Choose a model, or type its name at the provider." : undefined,
    ...(draft.price ? priceProblems(draft.price) : {}),
  };
}

/** The draft as the API takes it. */
export function deploymentInputOf(draft: TargetDraft): AddDeploymentInput {
  return {
    providerId: draft.providerId,
    upstreamModel: draft.upstreamModel.trim(),
    ...(draft.credentialId === null ? {} : { credentialId: draft.credentialId }),
    ...(draft.price === null ? {} : { price: tiersOf(draft.price) }),
  };
}
