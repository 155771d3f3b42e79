import type { DemoProject } from "../demo-project";

export const SEARCH_PROJECTS: readonly DemoProject[] = [
  {
    team: "Search & Discovery",
    name: "Query understanding",
    costCentre: "CC-2210",
    keys: [
      {
        name: "query-rewrite-production",
        purpose: "Rewrites customer searches",
        habit: "chat",
        callsPerDay: 150,
        tags: ["env=production"],
        models: [
          ["pebble-8b", 5],
          ["sable-flash", 2],
        ],
      },
      {
        name: "query-rewrite-canary",
        purpose: "One percent of traffic",
        habit: "chat",
        callsPerDay: 9,
        models: [["sable-flash", 1]],
      },
      {
        name: "query-rewrite-old",
        purpose: "Replaced in spring",
        habit: "idle",
        callsPerDay: 3,
        models: [["pebble-8b", 1]],
        fate: "revoked",
      },
    ],
  },
  {
    team: "Search & Discovery",
    name: "Product descriptions",
    costCentre: "CC-2211",
    keys: [
      {
        name: "descriptions-nightly",
        purpose: "Writes missing descriptions at night",
        habit: "batch",
        callsPerDay: 70,
        models: [
          ["harbor-72b", 3],
          ["atlas-4-mini", 1],
        ],
      },
      {
        name: "descriptions-editor",
        purpose: "Suggestions in the editor",
        habit: "tool",
        callsPerDay: 26,
        models: [
          ["atlas-4", 1],
          ["atlas-4-mini", 3],
        ],
        fate: "rotated",
      },
    ],
  },
  {
    team: "Search & Discovery",
    name: "Relevance judging",
    costCentre: "CC-2212",
    keys: [
      {
        name: "judge-weekly",
        purpose: "Scores search results",
        habit: "batch",
        callsPerDay: 34,
        models: [
          ["onyx-reason", 1],
          ["atlas-4-mini", 3],
        ],
      },
      {
        name: "priya-laptop",
        purpose: "Prompt work",
        habit: "developer",
        callsPerDay: 8,
        models: [
          ["atlas-4", 1],
          ["onyx-reason", 1],
        ],
        allowed: ["*"],
      },
    ],
  },
];
