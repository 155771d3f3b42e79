import type { DemoProject } from "./demo-project";
import { DATA_SCIENCE_PROJECTS } from "./projects/data-science";
import { FINANCE_PROJECTS } from "./projects/finance";
import { MOBILE_PROJECTS } from "./projects/mobile";
import { PLATFORM_PROJECTS } from "./projects/platform";
import { SEARCH_PROJECTS } from "./projects/search";
import { SUPPORT_PROJECTS } from "./projects/support";

/** Every project of the demo with its keys. */
export const DEMO_PROJECTS: readonly DemoProject[] = [
  ...PLATFORM_PROJECTS,
  ...SEARCH_PROJECTS,
  ...SUPPORT_PROJECTS,
  ...DATA_SCIENCE_PROJECTS,
  ...MOBILE_PROJECTS,
  ...FINANCE_PROJECTS,
];
