import type { DemoProject } from "../demo-project";

export const FINANCE_PROJECTS: readonly DemoProject[] = [
  {
    team: "Finance Operations",
    name: "Invoice matching",
    costCentre: "CC-6000",
    keys: [
      {
        name: "invoices-production",
        purpose: "Matches invoices to orders",
        habit: "batch",
        callsPerDay: 66,
        tags: ["env=production"],
        models: [
          ["atlas-4", 1],
          ["atlas-4-mini", 4],
        ],
      },
      {
        name: "invoices-staging",
        purpose: "Release candidates",
        habit: "tool",
        callsPerDay: 4,
        tags: ["env=staging"],
        models: [["atlas-4-mini", 1]],
      },
      {
        name: "month-end-report",
        purpose: "Comments on the monthly close",
        habit: "tool",
        callsPerDay: 6,
        models: [["onyx-reason", 1]],
      },
      {
        name: "auditors-2025",
        purpose: "External audit",
        habit: "idle",
        callsPerDay: 0,
        models: [["atlas-4-mini", 1]],
        fate: "revoked",
      },
    ],
  },
];
