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
    keys: [
      {
        name: "chat-web",
        purpose: "Assistant on the web site",
        habit: "chat",
        callsPerDay: 120,
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
        models: [
          ["sable-pro", 2],
          ["atlas-4-mini", 1],
        ],
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
