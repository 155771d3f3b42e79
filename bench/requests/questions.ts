/** Something a page asks. `round` varies what is asked for, so that no answer is only a cached one. */
export interface Question {
  name: string;
  withinMs: number;
  path(round: number): string;
}

const PAGE_MS = 300;
const SEARCH_MS = 1_000;

/** What overview, usage and the requests page ask, over everything that was seeded. */
export function questions(days: number): Question[] {
  const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
  const from = new Date(midnight - days * 86_400_000).toISOString();
  const to = new Date(midnight).toISOString();
  const lastDay = new Date(midnight - 1).toISOString().slice(0, 10).replaceAll("-", "");
  const span = `from=${from}&to=${to}`;
  const search = (name: string, filter: (round: number) => string, withinMs = SEARCH_MS): Question => ({
    name: `search: ${name}`,
    withinMs,
    path: (round) => `/requests?limit=50&${span}&${filter(round)}`,
  });
  return [
    ...usageQuestions(),
    search("newest", () => "", PAGE_MS),
    search("one team", (round) => `teamId=team_bench${round % 8}`),
    search("one project", (round) => `projectId=prj_bench${round % 24}`),
    search("one key", (round) => `keyId=key_bench${round * 3}`),
    search("one model", (round) => `model=model-${round % 12}`),
    search("a provider's failures", (round) => `providerId=prv_bench${round % 3}&outcome=failed`),
    search("5xx", () => "status=5xx"),
    search("a refusal's code", () => "errorCode=budget_exceeded"),
    search("above $0.89", () => "minCostUsd=0.89"),
    search("slower than 20 s", () => "minDurationMs=20100"),
    search("a quota's verdict", () => "verdict=soft_over"),
    search("a tag and a key", (round) => `tag=env%3Ddev&keyId=key_bench${round * 2}`),
    search("one end user", (round) => `endUser=user-${round * 613}`),
    search("one session", (round) => `sessionId=run-${round * 1_211}`),
    search("text in model, user or agent that is nowhere", (round) => `q=nowhere${round}`),
    search("one id", (round) => `q=req_${lastDay}${String(round * 3_001 + 1).padStart(17, "0")}`),
    { name: "words: common", withinMs: SEARCH_MS, path: () => `/request-texts?limit=50&${span}&words=invoice` },
    {
      name: "words: two of them",
      withinMs: SEARCH_MS,
      path: () => `/request-texts?limit=50&${span}&words=translate+contract`,
    },
    { name: "words: rare", withinMs: SEARCH_MS, path: () => `/request-texts?limit=50&${span}&words=zanzibar` },
    {
      name: "words: nowhere",
      withinMs: SEARCH_MS,
      path: (round) => `/request-texts?limit=50&${span}&words=nowhere${round}`,
    },
  ];
}

/** What overview and explorer ask: what they open with, longer periods, every grouping, and the chart of the period before. */
function usageQuestions(): Question[] {
  const page = (name: string, path: string): Question => ({ name, withinMs: PAGE_MS, path: () => path });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const before = `from=${daysAgo(59)}&to=${daysAgo(30)}&bucket=day`;
  return [
    ...["month", "24h", "30d", "90d"].map((period) => page(`overview: ${period}`, `/usage/overview?period=${period}`)),
    page("overview: 90d of one model", "/usage/overview?period=90d&model=model-3"),
    page("usage: month by team", "/usage/breakdown?by=team&period=month"),
    ...["30d", "90d"].flatMap((period) =>
      ["team", "key", "model", "person"].map((by) =>
        page(`usage: ${period} by ${by}`, `/usage/breakdown?by=${by}&period=${period}`),
      ),
    ),
    page("usage: 30d by team, the period before", `/usage/breakdown?by=team&${before}`),
    page("usage: 30d by model, latency", "/usage/breakdown?by=model&period=30d&detail=latency"),
    page("usage: 90d by model, latency", "/usage/breakdown?by=model&period=90d&detail=latency"),
  ];
}
