import type { HelpText } from "../ui/help";

/** What happens when a field of a provider is set. */
export const PROVIDER_HELP = {
  name: { text: "Requests, charts and alerts call it so; callers never see it unless they read the response header." },
  baseUrl: {
    text: "When the host or port changes later, the credential no longer opens and has to be entered again, so that it cannot be sent elsewhere.",
    more: "/docs/adding-a-provider",
  },
  secret: {
    text: "It is sealed with the organization's secret before it is stored; when the provider refuses it, callers get 502, never your key.",
  },
} satisfies Record<string, HelpText>;
