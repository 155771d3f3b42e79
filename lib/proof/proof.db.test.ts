import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyDocument } from "@/lib/signed/verify-document";
import { CONTROLS } from "./controls/registry";
import type { SignedProof } from "./document/proof-document";
import { planMatrix } from "./matrix";
import { PROVEN_ROUTES } from "./proven-routes";
import { SAMPLES } from "./samples/registry";
import { prove } from "./testing/prove";
import { openRunningHouse, type RunningHouse } from "./testing/running-house";

const controlsNamed = (...ids: string[]) => CONTROLS.filter(({ id }) => ids.includes(id));

describe("the proof of a sound gateway", () => {
  let house: RunningHouse;
  let proof: SignedProof;

  beforeAll(async () => {
    house = await openRunningHouse();
    proof = await prove(house);
  }, 240_000);
  afterAll(() => house.close());

  it("is green in every cell of the whole matrix", () => {
    const { planned } = planMatrix({ routes: PROVEN_ROUTES, controls: CONTROLS, samples: SAMPLES });
    expect(proof.document.cells.filter((cell) => !cell.passed)).toEqual([]);
    expect(proof.document.cells).toHaveLength(planned.length);
    expect(proof.document.passed).toBe(true);
  });

  it("has a cell for every control on every metered route it concerns, in each column the route has", () => {
    for (const route of PROVEN_ROUTES.filter(({ meter }) => meter === "model_call")) {
      const has = SAMPLES[route.name]?.columns ?? [];
      expect(has).not.toEqual([]);
      for (const control of CONTROLS) {
        const concerned = control.appliesTo(route).filter((column) => has.includes(column));
        const columns = proof.document.cells
          .filter((cell) => cell.route === route.name && cell.control === control.id)
          .map((cell) => (cell.streamed ? "streamed" : "whole"));
        expect({ control: control.id, columns }).toEqual({ control: control.id, columns: concerned });
      }
    }
  });

  it("is signed, and does not verify once a word is changed", () => {
    expect(verifyDocument(proof).kind).toBe("valid");
    const { document } = proof;
    expect(verifyDocument({ ...proof, document: { ...document, gateway: "https://elsewhere.example" } }).kind).toBe(
      "changed",
    );
  });

  it("leads to the request records behind its cells", async () => {
    const ids = proof.document.cells.find(({ control }) => control === "budget_used_up")?.requestIds ?? [];
    const rows = await house.runtime.database.sql<{ outcome: string }[]>`
      select outcome from request_record where id in ${house.runtime.database.sql(ids)}`;
    expect(rows.map((row) => row.outcome).sort()).toEqual([...Array(ids.length - 1).fill("ok"), "refused"]);
  });

  it("leaves nothing behind that works", async () => {
    const { sql } = house.runtime.database;
    const [left] = await sql<Record<string, bigint>[]>`select
      (select count(*) from project p join team t on t.id = p.team_id
        where t.name = 'Proof of enforcement' and p.archived_at is null) as projects,
      (select count(*) from virtual_key where name like 'proof %' and status <> 'revoked') as keys,
      (select count(*) from model where name like 'proof-%' and status = 'active') as models,
      (select count(*) from person where email = 'proof@gatehouse.invalid' and status = 'active') as people,
      (select count(*) from session where revoked_at is null) as sessions`;
    expect(left).toEqual({ projects: 0n, keys: 0n, models: 0n, people: 0n, sessions: 0n });
  });

  it("spends simulated money only, all of it in a project of the proof's own team", async () => {
    const rows = await house.runtime.database.sql<{ team: string; simulated: boolean }[]>`
      select distinct coalesce(t.name, '') as team, r.simulated from request_record r left join team t on t.id = r.team_id
      where r.cost_micros > 0`;
    expect(rows).toEqual([{ team: "Proof of enforcement", simulated: true }]);
  });

  it("can be made again on the same house", async () => {
    const again = await prove(house, controlsNamed("good_key_answered", "cookie_ignored"));
    expect(again.document.passed).toBe(true);
    expect(again.publicKey).toBe(proof.publicKey);
  }, 60_000);

  it("is red for a route that nobody says how to call", async () => {
    const route = { name: "POST /brand-new", method: "POST", meter: "model_call" } as const;
    const routes = [...PROVEN_ROUTES, route];
    const found = await prove(house, controlsNamed("key_missing"), { routes });
    const cells = found.document.cells.filter(({ passed }) => !passed);
    expect(cells.map((cell) => [cell.route, cell.streamed])).toEqual([
      ["POST /brand-new", false],
      ["POST /brand-new", true],
    ]);
    expect(cells[0]?.seen).toContain("no proof");
    expect(found.document.passed).toBe(false);
  }, 60_000);
});
