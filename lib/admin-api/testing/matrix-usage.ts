import type { CostSplitRule } from "../schemas/statements";
import { ADMINS, LISTS, line, type MatrixCase, READERS } from "./matrix-case";
import { fresh, type MatrixWorld } from "./matrix-world";

const month = async () => ({ params: { month: "2026-10" } });

let closed = 0;
/** A month that is over and after every one given before; nothing was used in it. */
const nextMonth = () => new Date(Date.UTC(2010, ++closed)).toISOString().slice(0, 7);

async function splitRule({ fixture, home }: MatrixWorld): Promise<{ ruleId: string }> {
  const body = { sourceCostCentre: fresh("CC"), method: "usage" };
  const { token } = home.people.owner;
  return { ruleId: (await fixture.call<CostSplitRule>("POST", "/cost-split-rules", { token, body })).body.id };
}

/** What was used, what it cost, and who is charged. */
export const USAGE_MATRIX: Record<string, MatrixCase> = {
  "GET /usage/overview": line(LISTS),
  "GET /usage/breakdown": line(LISTS, async () => ({ query: "?by=team" })),
  "GET /usage/tags": line(LISTS),
  "GET /usage/what-if": line(LISTS),
  "GET /statements": line(READERS),
  "GET /statements/{month}": line(READERS, month),
  "GET /statements/{month}/export": line(READERS, month),
  "POST /statements/{month}/close": line(ADMINS, async () => ({ params: { month: nextMonth() } })),
  "GET /cost-split-rules": line(READERS),
  "POST /cost-split-rules": line(ADMINS, async () => ({ body: { sourceCostCentre: fresh("CC"), method: "usage" } })),
  "POST /cost-split-rules/{ruleId}/remove": line(ADMINS, async (world) => ({ params: await splitRule(world) })),
};
