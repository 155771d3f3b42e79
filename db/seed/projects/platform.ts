import type { DemoProject } from "../demo-project";

export const PLATFORM_PROJECTS: readonly DemoProject[] = [
  {
    team: "Platform",
    name: "Developer sandbox",
    costCentre: "CC-1100",
    keys: [
      {
        name: "tobias-laptop",
        purpose: "Trying things out",
        habit: "developer",
        callsPerDay: 14,
        isOwned: true,
        models: [
          ["atlas-4", 3],
          ["atlas-4-mini", 4],
          ["quartz-preview", 1],
        ],
        allowed: ["*"],
      },
      {
        name: "joon-ho-laptop",
        purpose: "Trying things out",
        habit: "developer",
        callsPerDay: 9,
        models: [
          ["sable-pro", 2],
          ["atlas-4-mini", 3],
        ],
        allowed: ["*"],
      },
      {
        name: "nora-laptop",
        purpose: "Prompt work and spot checks",
        habit: "developer",
        callsPerDay: 13,
        isOwned: true,
        models: [
          ["atlas-4", 2],
          ["sable-pro", 2],
          ["atlas-4-mini", 3],
        ],
        allowed: ["*"],
      },
      {
        name: "nora-board-report",
        purpose: "Weekly summary for the board",
        habit: "batch",
        callsPerDay: 5,
        isOwned: true,
        models: [
          ["onyx-reason", 1],
          ["atlas-4-mini", 2],
        ],
      },
      {
        name: "onboarding-workshop",
        purpose: "Workshop in October",
        habit: "idle",
        callsPerDay: 6,
        models: [["atlas-4-mini", 1]],
        fate: "expired",
      },
    ],
  },
  {
    team: "Platform",
    name: "Code review bot",
    costCentre: "CC-1101",
    keys: [
      {
        name: "review-bot-production",
        purpose: "Comments on merge requests",
        habit: "agent",
        callsPerDay: 44,
        tags: ["env=production"],
        models: [
          ["atlas-4", 3],
          ["sable-pro", 2],
        ],
      },
      {
        name: "review-bot-ci",
        purpose: "Runs on every pipeline",
        habit: "ci",
        callsPerDay: 62,
        models: [["atlas-4-mini", 1]],
      },
      {
        name: "review-bot-staging",
        purpose: "Release candidates",
        habit: "tool",
        callsPerDay: 6,
        tags: ["env=staging"],
        models: [["atlas-4-mini", 1]],
        fate: "disabled",
      },
    ],
  },
];
