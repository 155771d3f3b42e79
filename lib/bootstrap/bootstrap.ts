import { seedDemo } from "@/db/seed/seed-demo";
import type { Secret } from "@/lib/crypto/secret";
import { addProviderKeys } from "./add-provider-keys";
import { foundOrganization } from "./found-organization";
import { issueOwnerLink } from "./issue-owner-link";
import { issueQuickStart, type QuickStart } from "./issue-quick-start";
import { type BootstrapDeps, systemContext } from "./system-context";

export interface BootstrapOptions {
  /** Fill it with the believable organization of db/seed. */
  demo: boolean;
  /** Whoever started this process sits at the machine: every start shows a sign-in link and a key, not only the first. */
  embedded: boolean;
  /** On an empty database the owner gets an API token with this value. */
  bootstrapToken: Secret | null;
  /** Providers' API keys by the lower-case name before `_API_KEY`; used on an empty database only. */
  providerKeys: Readonly<Record<string, Secret>>;
}

export interface Bootstrapped {
  /** The database was empty. */
  created: boolean;
  /** For `/sign-in#<token>`: once, within 30 minutes. */
  ownerSignInToken: Secret | null;
  quickStart: QuickStart | null;
}

/**
 * Makes a migrated database ready to sign in to and to call. Safe in several processes at once: one founds, the others find.
 * What it shows is shown here or never; only digests stay.
 */
export async function bootstrap(deps: BootstrapDeps, options: BootstrapOptions): Promise<Bootstrapped> {
  const { organizationId, created } = await foundOrganization(deps, options.bootstrapToken);
  const context = systemContext(deps, organizationId);
  if (created) await addProviderKeys(context, options.providerKeys);
  if (options.demo) await seedDemo(context);
  if (!created && !options.embedded) return { created, ownerSignInToken: null, quickStart: null };
  return { created, ownerSignInToken: await issueOwnerLink(context), quickStart: await issueQuickStart(context) };
}
