import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ProofDocument } from "@/lib/proof/document/proof-document";
import { publicKeyOf, signDocument } from "./sign-document";
import { keyFingerprint, verifyDocument } from "./verify-document";

const seed = randomBytes(32);
const document: ProofDocument = {
  format: "gatehouse-proof/1",
  id: "prf_1",
  organization: { id: "org_1", name: "Test" },
  gateway: "http://127.0.0.1:3000",
  software: { name: "gatehouse", version: "0.1.0", commit: null },
  startedAt: "2026-11-21T10:00:00.000Z",
  finishedAt: "2026-11-21T10:00:20.000Z",
  controls: [{ id: "key_revoked", title: "Revoked key", promise: "Dead within 2 s." }],
  routes: [{ route: "POST /chat/completions", meter: "model_call" }],
  cells: [
    {
      route: "POST /chat/completions",
      streamed: false,
      control: "key_revoked",
      passed: false,
      expected: "401",
      seen: "200",
      requestIds: ["req_1"],
      durationMs: 12,
    },
  ],
  passed: false,
};

describe("a signed proof", () => {
  const signed = signDocument(document, seed);

  it("verifies, also after a trip through JSON that moved its keys about", () => {
    const shuffled = JSON.parse(JSON.stringify(signed));
    shuffled.document = Object.fromEntries(Object.entries(shuffled.document).reverse());
    expect(verifyDocument(shuffled)).toEqual({ kind: "valid", fingerprint: keyFingerprint(signed.publicKey) });
    expect(verifyDocument(shuffled, publicKeyOf(seed)).kind).toBe("valid");
  });

  it("does not verify when a red cell was painted green", () => {
    const painted = structuredClone(signed);
    for (const cell of painted.document.cells) cell.passed = true;
    painted.document.passed = true;
    expect(verifyDocument(painted)).toEqual({ kind: "changed" });
  });

  it("does not verify when a cell was taken out, or something was added", () => {
    expect(verifyDocument({ ...signed, document: { ...document, cells: [] } }).kind).toBe("changed");
    expect(verifyDocument({ ...signed, document: { ...document, note: "all fine" } }).kind).toBe("changed");
  });

  it("signed again by another key is told from the installation's own", () => {
    const forged = signDocument({ ...document, passed: true }, randomBytes(32));
    expect(verifyDocument(forged).kind).toBe("valid");
    expect(verifyDocument(forged, signed.publicKey).kind).toBe("other_key");
  });

  it.each([
    ["nothing", null],
    ["a list", []],
    ["a document alone", document],
    ["a key that is none", { ...signed, publicKey: "AAAA" }],
  ])("is not %s", (_what, value) => {
    expect(verifyDocument(value).kind).toBe("unreadable");
  });
});
