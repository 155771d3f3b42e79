import type { DemoProject } from "../demo-project";

export const SUPPORT_PROJECTS: readonly DemoProject[] = [
  {
    team: "Support Automation",
    name: "Ticket triage",
    costCentre: "CC-3050",
    keys: [
      {
        name: "triage-production",
        purpose: "Sorts and summarizes tickets",
        habit: "tool",
        callsPerDay: 96,
        tags: ["env=production"],
        models: [
          ["atlas-4-mini", 5],
          ["atlas-4", 1],
        ],
      },
      {
        name: "triage-staging",
        purpose: "Release candidates",
        habit: "tool",
        callsPerDay: 8,
        tags: ["env=staging"],
        models: [["atlas-4-mini", 1]],
      },
      {
        name: "triage-backfill",
        purpose: "Old tickets, once",
        habit: "batch",
        callsPerDay: 20,
        models: [["harbor-72b", 1]],
        fate: "revoked",
      },
    ],
  },
  {
    team: "Support Automation",
    name: "Customer chat",
    costCentre: "CC-3051",
    keepsText: true,
    brownOut: [
      { atPercent: 80, action: "warn" },
      { atPercent: 90, action: "cheaper_model", model: "sable-flash" },
      { atPercent: 95, action: "lower_max_tokens", maxTokens: 600 },
    ],
    keys: [
      {
        name: "chat-web",
        purpose: "Assistant on the web site",
        habit: "chat",
        callsPerDay: 120,
        mayAttribute: true,
        models: [
          ["sable-flash", 4],
          ["sable-pro", 1],
        ],
      },
      {
        name: "chat-app",
        purpose: "Assistant in the app",
        habit: "chat",
        callsPerDay: 74,
        mayAttribute: true,
        models: [
          ["sable-flash", 4],
          ["sable-pro", 1],
        ],
        fate: "rotated",
      },
      {
        name: "chat-evaluation",
        purpose: "Nightly answers for review",
        habit: "batch",
        callsPerDay: 24,
        models: [["sable-pro", 1]],
      },
    ],
  },
  {
    team: "Support Automation",
    name: "Agent assist",
    costCentre: "CC-3052",
    keys: [
      {
        name: "assist-production",
        purpose: "Drafts replies for support staff",
        habit: "tool",
        callsPerDay: 52,
        tags: ["env=production"],
        models: [
          ["sable-pro", 2],
          ["atlas-4-mini", 1],
        ],
      },
      {
        name: "assist-desk-test",
        purpose: "Clicks through the desk after each deployment",
        habit: "ci",
        callsPerDay: 9,
        models: [["atlas-4-mini", 1]],
        tags: ["env=staging"],
        loop: { minutesAgo: 95, calls: 164 },
      },
      {
        name: "chiara-laptop",
        purpose: "Prompt work",
        habit: "developer",
        callsPerDay: 7,
        models: [["sable-pro", 1]],
        allowed: ["sable-pro", "sable-flash", "atlas-4-mini"],
      },
    ],
  },
];
