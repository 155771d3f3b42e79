import type { DemoProject } from "../demo-project";

export const MOBILE_PROJECTS: readonly DemoProject[] = [
  {
    team: "Mobile Apps",
    name: "Driver companion",
    costCentre: "CC-5200",
    keys: [
      {
        name: "driver-app-android",
        purpose: "Voice notes to reports",
        habit: "chat",
        callsPerDay: 82,
        models: [
          ["sable-flash", 1],
          ["atlas-4-mini", 2],
        ],
      },
      {
        name: "driver-app-ios",
        purpose: "Voice notes to reports",
        habit: "chat",
        callsPerDay: 64,
        models: [
          ["sable-flash", 1],
          ["atlas-4-mini", 2],
        ],
      },
      {
        name: "driver-app-beta",
        purpose: "Beta testers",
        habit: "chat",
        callsPerDay: 8,
        models: [
          ["atlas-4", 1],
          ["atlas-4-mini", 1],
        ],
      },
      {
        name: "driver-app-2024",
        purpose: "Old releases",
        habit: "idle",
        callsPerDay: 4,
        models: [["atlas-4-mini", 1]],
        fate: "expired",
      },
    ],
  },
  {
    team: "Mobile Apps",
    name: "Store release notes",
    costCentre: "CC-5201",
    keys: [
      {
        name: "release-notes-ci",
        purpose: "Writes and translates notes",
        habit: "ci",
        callsPerDay: 12,
        models: [["atlas-4", 1]],
      },
      {
        name: "pablo-laptop",
        purpose: "Trying things out",
        habit: "developer",
        callsPerDay: 5,
        models: [["atlas-4-mini", 1]],
        allowed: ["atlas-4", "atlas-4-mini"],
      },
    ],
  },
];
