import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTROLS } from "./controls/registry";
import type { SignedProof } from "./document/proof-document";
import { prove } from "./testing/prove";
import { openRunningHouse, type RunningHouse } from "./testing/running-house";

describe("the proof of a sound gateway", () => {
  let house: RunningHouse;
  let proof: SignedProof;

  beforeAll(async () => {
    house = await openRunningHouse();
    proof = await prove(house);
  }, 240_000);
  afterAll(() => house.close());

  it("is green in every cell", () => {
    console.log(
      proof.document.cells
        .map(
          (c) =>
            `${c.passed ? "ok " : "RED"} ${c.control} ${c.streamed ? "s" : "w"} ${c.route} ${c.durationMs} | ${c.expected} | ${c.seen}`,
        )
        .join("\n"),
      proof.document.startedAt,
      proof.document.finishedAt,
    );
    expect(proof.document.cells.filter((cell) => !cell.passed)).toEqual([]);
    expect(proof.document.passed).toBe(true);
  });
});
