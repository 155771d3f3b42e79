import type { CeilingTerms } from "@/db/queries/ceilings/team-ceilings";
import { usdFromMicros } from "@/lib/money";
import { isAllowed } from "@/lib/policy/wildcard";

/** What is asked of a tier. Left out: not part of the ask. Null: without bound. */
export interface Ask {
  monthlyMicrosPerKey?: bigint | null;
  tokensPerMinutePerKey?: bigint | null;
  monthlyMicrosPerProject?: bigint | null;
  models?: readonly string[];
  keyDays?: number | null;
  /** Keys the person would have then. */
  keysPerPerson?: number;
}

/** One bound held against the ask. */
export interface Finding {
  bound: keyof Ask;
  fits: boolean;
  sentence: string;
}

/** Every bound of the tier that the ask touches; a bound that is not set says nothing. Pure. */
export function judge(terms: CeilingTerms, ask: Ask): Finding[] {
  return [
    ...money("monthlyMicrosPerKey", ask.monthlyMicrosPerKey, { most: terms.monthlyMicrosPerKey, of: "key" }),
    ...amount(ask.tokensPerMinutePerKey, terms.tokensPerMinutePerKey),
    ...models(ask.models, terms.models),
    ...days(ask.keyDays, terms.keyDays),
    ...keys(ask.keysPerPerson, terms.keysPerPerson),
    ...money("monthlyMicrosPerProject", ask.monthlyMicrosPerProject, {
      most: terms.monthlyMicrosPerProject,
      of: "project",
    }),
  ];
}

function money(
  bound: "monthlyMicrosPerKey" | "monthlyMicrosPerProject",
  asked: bigint | null | undefined,
  { most, of }: { most: bigint | null; of: string },
): Finding[] {
  if (asked === undefined || most === null) return [];
  const limit = `${usd(most)} a month for one ${of}`;
  if (asked === null) {
    return [{ bound, fits: false, sentence: `It has no monthly spend limit, and the ceiling is ${limit}.` }];
  }
  const fits = asked <= most;
  return [
    {
      bound,
      fits,
      sentence: `${usd(asked)} a month is ${fits ? "within" : "above"} the ceiling of ${limit}.`,
    },
  ];
}

function amount(asked: bigint | null | undefined, most: bigint | null): Finding[] {
  if (asked === undefined || most === null) return [];
  const bound = "tokensPerMinutePerKey";
  if (asked === null) {
    return [
      { bound, fits: false, sentence: `It has no limit of tokens per minute, and the ceiling is ${words(most)}.` },
    ];
  }
  const fits = asked <= most;
  return [
    {
      bound,
      fits,
      sentence: `${words(asked)} tokens per minute is ${fits ? "within" : "above"} the ceiling of ${words(most)}.`,
    },
  ];
}

function models(asked: readonly string[] | undefined, allowed: readonly string[]): Finding[] {
  if (asked === undefined || allowed.includes("*")) return [];
  const beyond = asked.filter((name) => !isAllowed(allowed, name));
  const listed = allowed.length === 0 ? "none" : allowed.join(", ");
  if (beyond.length === 0)
    return [{ bound: "models", fits: true, sentence: "Its models are among those of the ceiling." }];
  const what = beyond.includes("*") ? "Every model" : beyond.join(", ");
  return [{ bound: "models", fits: false, sentence: `${what} is beyond the models of the ceiling: ${listed}.` }];
}

function days(asked: number | null | undefined, most: number | null): Finding[] {
  if (asked === undefined || most === null) return [];
  const limit = `${most} ${most === 1 ? "day" : "days"}`;
  if (asked === null)
    return [{ bound: "keyDays", fits: false, sentence: `It never expires, and the ceiling is ${limit}.` }];
  const fits = asked <= most;
  return [
    {
      bound: "keyDays",
      fits,
      sentence: `A life of ${asked} ${asked === 1 ? "day" : "days"} is ${fits ? "within" : "above"} the ceiling of ${limit}.`,
    },
  ];
}

function keys(asked: number | undefined, most: number | null): Finding[] {
  if (asked === undefined || most === null) return [];
  const fits = asked <= most;
  const sentence = fits
    ? `It is key ${asked} of the ${most} that one person may have in the team.`
    : `One person may have ${most} ${most === 1 ? "key" : "keys"} in the team, and this would be number ${asked}.`;
  return [{ bound: "keysPerPerson", fits, sentence }];
}

/** Exact, with its thousands apart. */
function usd(micros: bigint): string {
  const [whole = "0", cents = "00"] = usdFromMicros(micros).split(".");
  return `$${BigInt(whole).toLocaleString("en-US")}.${cents}`;
}

function words(amount: bigint): string {
  return amount.toLocaleString("en-US");
}
