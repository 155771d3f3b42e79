import { frameworkGuides } from "./framework-guides";
import type { SetupFacts, SetupGuide } from "./guide";
import { sdkGuides } from "./sdk-guides";
import { toolGuides } from "./tool-guides";

export interface SetupGroup {
  title: string;
  guides: readonly SetupGuide[];
}

/** Every tool and library that is told how to call through this gateway, in the order of the page. */
export function setupGroups(facts: SetupFacts): readonly SetupGroup[] {
  return [
    { title: "Agents and editors", guides: toolGuides(facts) },
    { title: "Client libraries", guides: sdkGuides(facts) },
    { title: "Frameworks", guides: frameworkGuides(facts) },
  ];
}
