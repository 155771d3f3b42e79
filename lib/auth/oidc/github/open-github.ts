import { z } from "zod";
import type { Egress } from "@/lib/egress/contract";
import { type Oidc, type OidcIdentity, type OidcSettings, type Returned, SignInRefused } from "../contract";
import { exchangeCode } from "../exchange-code";
import { fetchJsonValue } from "../fetch-json";

/** What OIDC_ISSUER is set to for GitHub, which speaks OAuth 2.0 without ID tokens. */
export const GITHUB_ISSUER = "https://github.com";

/** Where it is; tests bring their own. */
export interface GithubPlaces {
  web: string;
  api: string;
}

const PLACES: GithubPlaces = { web: GITHUB_ISSUER, api: "https://api.github.com" };

const USER = z.object({ id: z.int().positive(), login: z.string(), name: z.string().nullish() });
const EMAILS = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const ORGS = z.array(z.object({ login: z.string() }));
const TEAMS = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));

/** GitHub: the numeric id is the subject, the primary address counts if verified, and `groups` are organizations and `organization/team`. */
export function openGithub(
  settings: OidcSettings,
  deps: { egress: Pick<Egress, "send"> },
  places: GithubPlaces = PLACES,
): Oidc {
  return {
    settings,
    name: settings.name ?? "GitHub",
    preset: "github",
    openToAnyone: true,
    async authorization() {
      const endpoint = `${places.web}/login/oauth/authorize`;
      return { issuer: GITHUB_ISSUER, endpoint, scope: "read:user user:email read:org", hasIdToken: false };
    },
    async identify(returned) {
      const { accessToken } = await exchangeCode(deps.egress, exchangeOf(settings, returned, places));
      if (accessToken === undefined) throw new SignInRefused("provider_wrong", "there is no access token");
      return identityOf(new Api(deps.egress, places.api, accessToken));
    },
  };
}

function exchangeOf(settings: OidcSettings, returned: Returned, places: GithubPlaces) {
  return { endpoint: `${places.web}/login/oauth/access_token`, methods: ["client_secret_post"], settings, returned };
}

async function identityOf(api: Api): Promise<OidcIdentity> {
  const [user, emails, orgs, teams] = await Promise.all([
    api.get("/user", USER),
    api.get("/user/emails", EMAILS),
    api.get("/user/orgs?per_page=100", ORGS),
    api.get("/user/teams?per_page=100", TEAMS),
  ]);
  const primary = emails.find((one) => one.primary);
  const groups = [...orgs.map((org) => org.login), ...teams.map((team) => `${team.organization.login}/${team.slug}`)];
  const subject = String(user.id);
  return {
    issuer: GITHUB_ISSUER,
    subject,
    email: primary?.email ?? null,
    emailVerified: primary?.verified ?? false,
    name: user.name ?? user.login,
    directoryIds: [subject],
    claims: { sub: subject, login: user.login, email: primary?.email, email_verified: primary?.verified, groups },
  };
}

/** GitHub's REST API as one person. */
class Api {
  readonly #egress: Pick<Egress, "send">;
  readonly #origin: string;
  readonly #accessToken: string;

  constructor(egress: Pick<Egress, "send">, origin: string, accessToken: string) {
    this.#egress = egress;
    this.#origin = origin;
    this.#accessToken = accessToken;
  }

  async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const url = this.#origin + path;
    const headers = { authorization: `Bearer ${this.#accessToken}`, accept: "application/vnd.github+json" };
    const parsed = schema.safeParse(await fetchJsonValue(this.#egress, { url, headers }));
    if (parsed.success) return parsed.data;
    throw new SignInRefused("provider_wrong", `${url}: ${z.prettifyError(parsed.error)}`);
  }
}
