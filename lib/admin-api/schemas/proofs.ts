import { z } from "zod";
import { instant, named } from "./fields";
import { pageOf, pageQuery } from "./page";
import { idOf } from "./text";

/** `broken`: it could not be carried out, so it proves nothing. */
export const proofStatus = z.enum(["queued", "running", "passed", "failed", "broken"]);

/** One run of the proof of enforcement. */
export const proof = z
  .object({
    id: idOf("prf"),
    status: proofStatus,
    trigger: z.enum(["asked", "schedule"]),
    startedAt: instant,
    finishedAt: instant.nullable(),
    requestedBy: named.nullable(),
    /** Cells of the whole matrix; 0 until it is planned. */
    planned: z.int(),
    done: z.int(),
    /** Cells that failed so far. */
    red: z.int(),
    /** Why it could not be carried out. */
    failure: z.string().nullable(),
  })
  .meta({ id: "Proof" });

export const proofCell = z.object({
  route: z.string().meta({ example: "POST /chat/completions" }),
  streamed: z.boolean(),
  control: z.string().meta({ example: "key_revoked" }),
  passed: z.boolean(),
  expected: z.string(),
  seen: z.string(),
  requestIds: z.array(z.string()),
  durationMs: z.int(),
});

const proofDocument = z
  .object({
    format: z.string(),
    gateway: z.string(),
    software: z.object({ name: z.string(), version: z.string(), commit: z.string().nullable() }),
    controls: z.array(z.object({ id: z.string(), title: z.string(), promise: z.string() })),
    routes: z.array(z.object({ route: z.string(), meter: z.string() })),
    cells: z.array(proofCell),
  })
  .loose();

/** What was signed, exactly as it was signed: keep it, and verify it with `npm run prove -- --verify`. */
export const signedProof = z
  .object({ document: proofDocument, signature: z.string(), publicKey: z.string() })
  .meta({ id: "SignedProof" });

export const proofDetail = proof
  .extend({ cells: z.array(proofCell), signed: signedProof.nullable() })
  .meta({ id: "ProofDetail" });

export const proofVerification = z
  .object({
    verdict: z
      .enum(["valid", "changed", "other_key", "unreadable"])
      .meta({ description: "`other_key`: signed, but not by this installation." }),
    publicKey: z.string(),
    fingerprint: z.string().meta({ example: "1f3a 90bc 77d2 4e01" }),
  })
  .meta({ id: "ProofVerification" });

const minuteOfDay = z.int().min(0).max(1439).nullable().meta({
  description: "Minute of the organization's day at which the proof runs by itself; null is never.",
  example: 180,
});

export const proofSettings = z
  .object({ minuteOfDay, publicKey: z.string(), fingerprint: z.string() })
  .meta({ id: "ProofSettings" });

export const proofParams = z.object({ proofId: idOf("prf") });
export const listProofsQuery = pageQuery;
export const proofPage = pageOf(proof, "ProofPage");
export const setProofScheduleInput = z.strictObject({ minuteOfDay }).meta({ id: "SetProofSchedule" });
export const proofSchedule = z.object({ minuteOfDay }).meta({ id: "ProofSchedule" });

export type ProofView = z.output<typeof proof>;
export type ProofStatus = z.output<typeof proofStatus>;
export type ProofCellView = z.output<typeof proofCell>;
export type SignedProofView = z.output<typeof signedProof>;
export type ProofDetailView = z.output<typeof proofDetail>;
export type ProofVerificationView = z.output<typeof proofVerification>;
export type ProofSettingsView = z.output<typeof proofSettings>;
export type ListProofsQuery = z.input<typeof listProofsQuery>;
