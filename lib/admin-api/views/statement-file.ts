import type { StatementLine } from "@/lib/admin/statements/draw-statement";
import type { NamedStatement } from "@/lib/admin/statements/name-lines";
import { usdFromMicros } from "@/lib/money";
import { csvRow } from "../csv-row";
import { FileAnswer } from "../file-answer";
import { monthName } from "./statement-view";

export const STATEMENT_FILE_TYPE = "text/csv; charset=utf-8";
type Cell = string | number | null;

const CSV_HEAD = [
  "month",
  "status",
  "kind",
  "about_month",
  "cost_centre",
  "counterpart",
  "team",
  "project",
  "model",
  "provider",
  "requests",
  "tokens",
  "cost_usd",
];

/** The statement as a file: lines for a spreadsheet, or the columns of FOCUS for tools of the trade. */
export function statementFile(named: NamedStatement, format: "csv" | "focus"): FileAnswer {
  const month = monthName(named.statement.month);
  return new FileAnswer({
    contentType: STATEMENT_FILE_TYPE,
    fileName: format === "csv" ? `statement-${month}.csv` : `focus-${month}.csv`,
    chunks: format === "csv" ? csvChunks(named) : focusChunks(named),
  });
}

async function* csvChunks(named: NamedStatement): AsyncGenerator<string> {
  const { statement, names } = named;
  const status = statement.closed === null ? "open" : "closed";
  yield csvRow(CSV_HEAD);
  for (const line of statement.lines) {
    yield csvRow([
      monthName(statement.month),
      status,
      line.kind,
      monthName(line.aboutMonth),
      line.costCentre,
      line.counterpart,
      nameOf(names, line.teamId),
      nameOf(names, line.projectId),
      line.modelName,
      nameOf(names, line.providerId),
      line.requests,
      line.tokens,
      usdFromMicros(line.costMicros),
    ]);
  }
}

type FocusColumn = readonly [name: string, read: (line: StatementLine, named: NamedStatement) => Cell];

const cost = (line: StatementLine) => usdFromMicros(line.costMicros);

/** Columns of FOCUS 1.2 (focus.finops.org) that a gateway can fill; `docs/usage-and-cost.md` says which are left out and why. */
const FOCUS: readonly FocusColumn[] = [
  ["BilledCost", cost],
  ["BillingAccountId", (_line, { organization }) => organization.id],
  ["BillingAccountName", (_line, { organization }) => organization.name],
  ["BillingCurrency", () => "USD"],
  ["BillingPeriodEnd", (_line, { statement }) => statement.to.toISOString()],
  ["BillingPeriodStart", (_line, { statement }) => statement.from.toISOString()],
  ["ChargeCategory", () => "Usage"],
  ["ChargeClass", (line) => (line.kind === "correction" ? "Correction" : null)],
  ["ChargeDescription", (line, { names }) => descriptionOf(line, names)],
  ["ChargeFrequency", () => "Usage-Based"],
  ["ChargePeriodEnd", (_line, { statement }) => statement.to.toISOString()],
  ["ChargePeriodStart", (_line, { statement }) => statement.from.toISOString()],
  ["ConsumedQuantity", (line) => line.tokens],
  ["ConsumedUnit", () => "Tokens"],
  ["ContractedCost", cost],
  ["EffectiveCost", cost],
  ["InvoiceIssuerName", (line, { names }) => nameOf(names, line.providerId) || null],
  ["ListCost", cost],
  ["PricingQuantity", (line) => line.tokens],
  ["PricingUnit", () => "Tokens"],
  ["ProviderName", (line, { names }) => nameOf(names, line.providerId) || null],
  ["PublisherName", (line, { names }) => nameOf(names, line.providerId) || null],
  ["ServiceCategory", () => "AI and Machine Learning"],
  ["ServiceName", (line) => line.modelName || null],
  ["ServiceSubcategory", () => "Generative AI"],
  ["SkuId", (line) => line.modelName || null],
  ["SubAccountId", (line) => line.projectId || null],
  ["SubAccountName", (line, { names }) => nameOf(names, line.projectId) || null],
  ["Tags", (line, { names }) => tagsOf(line, names)],
];

/** Shares move costs inside the organization and add up to nothing, so they are no charges. */
async function* focusChunks(named: NamedStatement): AsyncGenerator<string> {
  yield csvRow(FOCUS.map(([name]) => name));
  for (const line of named.statement.lines) {
    if (line.kind !== "share") yield csvRow(FOCUS.map(([, read]) => read(line, named)));
  }
}

function descriptionOf(line: StatementLine, names: ReadonlyMap<string, string>): string {
  const what = `${line.modelName || "no model"}, ${line.requests} requests, project ${nameOf(names, line.projectId) || "none"}`;
  return line.kind === "correction" ? `Correction of ${monthName(line.aboutMonth)}: ${what}` : what;
}

function tagsOf(line: StatementLine, names: ReadonlyMap<string, string>): string {
  const tags = { cost_centre: line.costCentre, team: nameOf(names, line.teamId) };
  return JSON.stringify(Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== "")));
}

function nameOf(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id;
}
