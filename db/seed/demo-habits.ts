import type { Habit } from "./demo-project";

/** How an application of one kind calls. */
export interface HabitShape {
  /** Relative weight of each hour of the day, local time. */
  hours: readonly number[];
  /** How much of a weekday's traffic Saturday and Sunday bring. */
  weekend: number;
  streamShare: number;
  /** Medians; real lengths scatter around them. */
  inputTokens: number;
  outputTokens: number;
  /** Share of the input that was in the provider's prompt cache. */
  cachedShare: number;
  /** Of streams, how many the caller leaves. */
  abortShare: number;
  userAgents: readonly string[];
  /** First three numbers of the addresses it calls from. */
  network: string;
}

const DAY_AND_EVENING = [
  1, 0.6, 0.4, 0.4, 0.6, 1.5, 3, 5, 7.5, 9, 9.5, 9, 8, 8.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 4.5, 3, 1.8,
];
const OFFICE = [0, 0, 0, 0, 0, 0.2, 1, 4, 9, 11, 11, 9, 6, 9, 11, 11, 9, 5, 2, 1, 0.5, 0.3, 0.1, 0];
const NIGHT = [2, 9, 12, 10, 5, 1, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.5, 1, 1.5];
const ALL_DAY = new Array<number>(24).fill(1);

export const HABITS: Readonly<Record<Habit, HabitShape>> = {
  chat: {
    hours: DAY_AND_EVENING,
    weekend: 0.75,
    streamShare: 0.92,
    inputTokens: 1_600,
    outputTokens: 340,
    cachedShare: 0.45,
    abortShare: 0.035,
    userAgents: ["alderbrook-web/8.4 (node 24)", "alderbrook-app/6.12"],
    network: "10.20.4",
  },
  tool: {
    hours: OFFICE,
    weekend: 0.1,
    streamShare: 0.35,
    inputTokens: 5_000,
    outputTokens: 700,
    cachedShare: 0.3,
    abortShare: 0.01,
    userAgents: ["internal-tools/3.1 (java)", "backoffice/2.9"],
    network: "10.20.7",
  },
  batch: {
    hours: NIGHT,
    weekend: 0.9,
    streamShare: 0,
    inputTokens: 9_000,
    outputTokens: 1_500,
    cachedShare: 0.15,
    abortShare: 0,
    userAgents: ["batch-runner/1.7 (python 3.13)"],
    network: "10.30.1",
  },
  developer: {
    hours: OFFICE,
    weekend: 0.15,
    streamShare: 0.7,
    inputTokens: 3_000,
    outputTokens: 900,
    cachedShare: 0.1,
    abortShare: 0.06,
    userAgents: ["curl/8.9.1", "python-httpx/0.28.1", "notebook/7.2"],
    network: "10.40.2",
  },
  agent: {
    hours: OFFICE,
    weekend: 0.2,
    streamShare: 0.6,
    inputTokens: 46_000,
    outputTokens: 1_700,
    cachedShare: 0.72,
    abortShare: 0.02,
    userAgents: ["agent-runtime/0.19 (go)"],
    network: "10.20.9",
  },
  ci: {
    hours: OFFICE,
    weekend: 0.05,
    streamShare: 0,
    inputTokens: 14_000,
    outputTokens: 800,
    cachedShare: 0.5,
    abortShare: 0.004,
    userAgents: ["pipeline-step/2.3"],
    network: "10.30.8",
  },
  idle: {
    hours: ALL_DAY,
    weekend: 1,
    streamShare: 0.2,
    inputTokens: 600,
    outputTokens: 120,
    cachedShare: 0,
    abortShare: 0,
    userAgents: ["legacy-client/1.0"],
    network: "10.50.3",
  },
};
