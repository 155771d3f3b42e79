import { getProof } from "@/lib/admin/proof/get-proof";
import { getProofSettings } from "@/lib/admin/proof/get-proof-settings";
import { listProofs } from "@/lib/admin/proof/list-proofs";
import { setProofSchedule } from "@/lib/admin/proof/set-proof-schedule";
import { startProof } from "@/lib/admin/proof/start-proof";
import { verifyStoredProof } from "@/lib/admin/proof/verify-stored-proof";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/proofs";
import { proofDetailView, proofView } from "../views/proof-view";

const tag = "proof of enforcement";
const params = schemas.proofParams;

export const proofsRoutes = [
  defineRoute({
    method: "get",
    path: "/proofs",
    tag,
    summary: "List proofs of enforcement, newest first",
    verb: listProofs,
    query: schemas.listProofsQuery,
    input: ({ query }) => ({ cursor: query.cursor ?? null, limit: query.limit }),
    answer: schemas.proofPage,
    render: ({ items, nextCursor }) => ({ items: items.map(proofView), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/proofs",
    tag,
    summary: "Try every control through every route of the running gateway",
    description: "Answers at once; ask for the proof until its status is `passed`, `failed` or `broken`.",
    verb: startProof,
    input: () => ({ trigger: "asked" as const }),
    status: 201,
    answer: schemas.proofDetail,
    render: proofDetailView,
  }),
  defineRoute({
    method: "get",
    path: "/proofs/{proofId}",
    tag,
    summary: "Show a proof: its progress, then its matrix and what was signed",
    verb: getProof,
    params,
    input: ({ params: { proofId } }) => ({ proofId }),
    answer: schemas.proofDetail,
    render: proofDetailView,
  }),
  defineRoute({
    method: "get",
    path: "/proofs/{proofId}/verification",
    tag,
    summary: "Verify a stored proof against the installation's key",
    verb: verifyStoredProof,
    params,
    input: ({ params: { proofId } }) => ({ proofId }),
    answer: schemas.proofVerification,
  }),
  defineRoute({
    method: "get",
    path: "/proof-settings",
    tag,
    summary: "Show when proofs run by themselves, and the key that signs them",
    verb: getProofSettings,
    input: () => undefined,
    answer: schemas.proofSettings,
  }),
  defineRoute({
    method: "put",
    path: "/proof-settings/schedule",
    tag,
    summary: "Run the proof every day, or never by itself",
    verb: setProofSchedule,
    body: schemas.setProofScheduleInput,
    input: ({ body }) => body,
    answer: schemas.proofSchedule,
  }),
];
