import type { ModelView } from "@/lib/admin-api/client/models";
import type { ProviderSummary } from "@/lib/admin-api/client/providers";

/** One thing that a new organization needs. */
export interface Step {
  title: string;
  why: string;
  href: string;
  done: boolean;
}

interface Seen {
  providers: readonly Pick<ProviderSummary, "simulated" | "credentialNeed" | "credentials">[];
  models: readonly Pick<ModelView, "simulated" | "callable">[];
  teams: number;
  keys: number;
  hasCalls: boolean;
}

/** The way from an empty Gatehouse to a first call, judged by what is there. What is simulated is no provider and no model. */
export function firstSteps({ providers, models, teams, keys, hasCalls }: Seen): Step[] {
  const isReady = ({ simulated, credentialNeed, credentials }: Seen["providers"][number]) =>
    !simulated && (credentials.length > 0 || credentialNeed !== "required");
  return [
    {
      title: "Add a provider",
      why: "Paste its key once: it is sealed, and nobody reads it again.",
      href: "/providers?add=true",
      done: providers.some(isReady),
    },
    {
      title: "Add a model",
      why: "The name applications ask for, and where it is served.",
      href: "/models?add=true",
      done: models.some(({ simulated, callable }) => callable && !simulated),
    },
    {
      title: "Create a team",
      why: "Teams own projects, and projects pay for keys.",
      href: "/teams",
      done: teams > 0,
    },
    { title: "Issue a key", why: "For one application, with its own limits.", href: "/keys?issue=key", done: keys > 0 },
    { title: "Make a call", why: "From the playground, or with the key.", href: "/playground", done: hasCalls },
  ];
}
