import { z } from "zod";
import { instant, named, usd } from "./fields";
import { idOf, line, optionalLine } from "./text";

const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11")
  .meta({ example: "2026-11" });
const signedUsd = usd.meta({ description: "USD, decimal string; below zero where less was used than charged." });
const centre = z.string().meta({ description: "Empty: no cost centre.", example: "CC-4711" });

export const statementStatus = z.enum(["open", "closed"]);

export const statementMonth = z
  .object({
    month,
    status: statementStatus,
    /** While it is open: its usage so far, without corrections. */
    totalUsd: signedUsd,
    closedAt: instant.nullable(),
    closedBy: named.nullable(),
  })
  .meta({ id: "StatementMonth" });

/** What one cost centre is charged: `totalUsd = usageUsd + correctionsUsd + sharedUsd`. */
export const costCentreTotal = z
  .object({
    costCentre: centre,
    usageUsd: signedUsd,
    /** Of closed months, known since. */
    correctionsUsd: signedUsd,
    /** What it carries of shared cost centres; below zero: what others carry of it. */
    sharedUsd: signedUsd,
    totalUsd: signedUsd,
    requests: z.int(),
    tokens: z.int(),
  })
  .meta({ id: "CostCentreTotal" });

export const statementLine = z
  .object({
    kind: z.enum(["usage", "correction", "share"]),
    /** Another month's for corrections. */
    aboutMonth: month,
    costCentre: centre,
    team: named.nullable(),
    project: named.nullable(),
    model: z.string().nullable(),
    provider: named.nullable(),
    counterpart: centre.nullable().meta({ description: "Of a share: the cost centre at the other end." }),
    costUsd: signedUsd,
    requests: z.int(),
    tokens: z.int(),
  })
  .meta({ id: "StatementLine" });

export const statement = z
  .object({
    month,
    status: statementStatus,
    from: instant,
    to: instant,
    timeZone: z.string().meta({ example: "Europe/Berlin" }),
    /** Over, and everything of it has arrived. */
    complete: z.boolean(),
    /** Whether it is the one to close now. */
    closable: z.boolean(),
    closedAt: instant.nullable(),
    closedBy: named.nullable(),
    totalUsd: signedUsd,
    costCentres: z.array(costCentreTotal).meta({ description: "The most expensive first." }),
    lines: z.array(statementLine).meta({ description: "Usage, corrections and shares; the costliest first." }),
    allowedActions: z.array(z.enum(["close"])),
  })
  .meta({ id: "Statement" });

export const costSplitRule = z
  .object({
    id: idOf("spl"),
    sourceCostCentre: centre,
    /** `usage`: in proportion to what the others spent. `fixed`: by percent; the rest stays. */
    method: z.enum(["usage", "fixed"]),
    shares: z.array(z.object({ costCentre: z.string(), percent: z.number() })),
    createdAt: instant,
  })
  .meta({ id: "CostSplitRule" });

export const statementParams = z.object({ month });
export const statementFileQuery = z.object({ format: z.enum(["csv", "focus"]).default("csv") });
export const statementList = z
  .object({ timeZone: z.string(), items: z.array(statementMonth) })
  .meta({ id: "StatementList" });
export const costSplitRuleList = z.object({ items: z.array(costSplitRule) }).meta({ id: "CostSplitRuleList" });
export const costSplitRuleParams = z.object({ ruleId: idOf("spl") });
export const setCostSplitRuleInput = z
  .strictObject({
    sourceCostCentre: optionalLine(60).meta({ description: "Empty: what has no cost centre.", example: "SHARED" }),
    method: z.enum(["usage", "fixed"]),
    shares: z
      .array(z.strictObject({ costCentre: line(60), percent: z.number().min(0).max(100).multipleOf(0.01).default(0) }))
      .max(100)
      .default([])
      .meta({
        description: "Who carries it. With `usage` percents mean nothing, and an empty list is everybody else.",
      }),
  })
  .meta({ id: "SetCostSplitRule" });

export type StatementMonthView = z.output<typeof statementMonth>;
export type StatementView = z.output<typeof statement>;
export type StatementLineView = z.output<typeof statementLine>;
export type CostCentreTotal = z.output<typeof costCentreTotal>;
export type StatementList = z.output<typeof statementList>;
export type CostSplitRule = z.output<typeof costSplitRule>;
export type SetCostSplitRuleInput = z.input<typeof setCostSplitRuleInput>;
