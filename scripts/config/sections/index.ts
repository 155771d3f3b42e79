import type { Section } from "../section";
import { alertRulesSection } from "./alert-rules";
import { aliasesSection } from "./aliases";
import { ceilingsSection } from "./ceilings";
import { destinationsSection } from "./destinations";
import { fourEyesSection } from "./four-eyes";
import { modelsSection } from "./models";
import { noticesSection } from "./notices";
import { organizationSection } from "./organization";
import { peopleSection } from "./people";
import { pricesSection } from "./prices";
import { privacySection } from "./privacy";
import { projectsSection } from "./projects";
import { providersSection } from "./providers";
import { quotasSection } from "./quotas";
import { schedulesSection } from "./schedules";
import { signInSection } from "./sign-in";
import { splitRulesSection } from "./split-rules";
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
  ceilingsSection,
  privacySection,
  splitRulesSection,
  signInSection,
  alertRulesSection,
  noticesSection,
  destinationsSection,
  schedulesSection,
  // Last: what it lets two people decide, this apply could do alone.
  fourEyesSection,
];
