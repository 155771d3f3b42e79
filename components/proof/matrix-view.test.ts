import { expect, test } from "vitest";
import type { ProofCellView, SignedProofView } from "@/lib/admin-api/client/proofs";
import { matrixView } from "./matrix-view";

const cell = (control: string, route: string, streamed: boolean): ProofCellView => ({
  control,
  route,
  streamed,
  passed: true,
  expected: "",
  seen: "",
  requestIds: [],
  durationMs: 1,
});
const cells = [cell("a", "POST /chat", false), cell("a", "POST /chat", true), cell("b", "GET /me", false)];
const signed: SignedProofView = {
  signature: "",
  publicKey: "",
  document: {
    format: "gatehouse-proof/1",
    gateway: "",
    software: { name: "gatehouse", version: "1", commit: null },
    controls: ["a", "b"].map((id) => ({ id, title: id, promise: id })),
    routes: ["POST /chat", "GET /me", "GET /new"].map((route) => ({ route, meter: "free" })),
    cells,
  },
};

test("every route has its columns, also one that nothing was tried on", () => {
  expect(matrixView(signed).routes).toEqual([
    { route: "POST /chat", columns: [false, true] },
    { route: "GET /me", columns: [false] },
    { route: "GET /new", columns: [false] },
  ]);
});

test("every cell stands under its route and column, and what does not apply is empty", () => {
  expect(matrixView(signed).rows.map(({ id, cells: row }) => [id, ...row])).toEqual([
    ["a", cells[0], cells[1], null, null],
    ["b", null, null, cells[2], null],
  ]);
});
