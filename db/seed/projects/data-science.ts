import type { DemoProject } from "../demo-project";

export const DATA_SCIENCE_PROJECTS: readonly DemoProject[] = [
  {
    team: "Data Science",
    name: "Demand forecasting",
    costCentre: "CC-4100",
    keys: [
      {
        name: "forecast-notes",
        purpose: "Explains forecasts in words",
        habit: "batch",
        callsPerDay: 18,
        models: [
          ["onyx-reason", 2],
          ["atlas-4", 1],
        ],
      },
      {
        name: "wei-notebook",
        purpose: "Notebooks",
        habit: "developer",
        callsPerDay: 12,
        models: [
          ["onyx-reason", 1],
          ["atlas-4", 1],
          ["quartz-preview", 1],
        ],
        allowed: ["*"],
      },
      {
        name: "hanna-notebook",
        purpose: "Notebooks",
        habit: "developer",
        callsPerDay: 10,
        models: [
          ["onyx-reason", 1],
          ["atlas-4-mini", 1],
        ],
        allowed: ["*"],
      },
    ],
  },
  {
    team: "Data Science",
    name: "Contract extraction",
    costCentre: "CC-4101",
    keys: [
      {
        name: "extraction-production",
        purpose: "Reads carrier contracts",
        habit: "agent",
        callsPerDay: 30,
        tags: ["env=production"],
        models: [
          ["atlas-4", 2],
          ["sable-pro", 1],
        ],
      },
      {
        name: "extraction-staging",
        purpose: "Release candidates",
        habit: "agent",
        callsPerDay: 5,
        tags: ["env=staging"],
        models: [["atlas-4", 1]],
        fate: "disabled",
      },
    ],
  },
  {
    team: "Data Science",
    name: "Synthetic data",
    costCentre: "CC-4102",
    keys: [
      {
        name: "generator-nightly",
        purpose: "Test data for other teams",
        habit: "batch",
        callsPerDay: 58,
        models: [
          ["harbor-72b", 4],
          ["pebble-8b", 2],
        ],
      },
      {
        name: "generator-experiments",
        purpose: "New schemas",
        habit: "developer",
        callsPerDay: 6,
        models: [["harbor-72b", 1]],
      },
    ],
  },
];
