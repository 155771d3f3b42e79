import type { Section } from "../section";
import { aliasesSection } from "./aliases";
import { modelsSection } from "./models";
import { organizationSection } from "./organization";
import { peopleSection } from "./people";
import { pricesSection } from "./prices";
import { projectsSection } from "./projects";
import { providersSection } from "./providers";
import { quotasSection } from "./quotas";
import { signInSection } from "./sign-in";
import { teamsSection } from "./teams";

/** In the order they are read and made: what is named by others comes before them. Things are taken away in the opposite order. */
export const SECTIONS: readonly Section[] = [
  organizationSection,
  peopleSection,
  teamsSection,
  projectsSection,
  providersSection,
  modelsSection,
  pricesSection,
  aliasesSection,
  quotasSection,
  signInSection,
];
