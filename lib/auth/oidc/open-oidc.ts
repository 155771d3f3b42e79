import type { Egress } from "@/lib/egress/contract";
import type { Claims } from "../claims/read-claim";
import { type Oidc, type OidcIdentity, type OidcSettings, type Returned, SignInRefused } from "./contract";
import { exchangeCode } from "./exchange-code";
import { fetchJson } from "./fetch-json";
import { GITHUB_ISSUER, openGithub } from "./github/open-github";
import { identityOf } from "./identity-of";
import { presetOf } from "./presets";
import type { Preset } from "./presets/preset";
import { ProviderBooks, type ProviderMetadata } from "./provider-metadata";
import { verifyIdToken } from "./verify-id-token";

const SCOPES = ["openid", "profile", "email"];
/** Asked for where the provider says it has one. */
const GROUPS_SCOPE = "groups";

export interface OidcDeps {
  egress: Pick<Egress, "send">;
  now(): Date;
}

/** The provider that `settings` name: a standard one, found by discovery, or one of the presets that is no OpenID provider. */
export function openOidc(settings: OidcSettings, deps: OidcDeps): Oidc {
  return settings.issuer === GITHUB_ISSUER ? openGithub(settings, deps) : new StandardOidc(settings, deps);
}

/** OpenID Connect Core 1.0 with the code flow: discovery, PKCE, state, nonce, keys from the provider. */
class StandardOidc implements Oidc {
  readonly settings: OidcSettings;
  readonly #deps: OidcDeps;
  readonly #books: ProviderBooks;
  readonly #preset: Preset | null;

  constructor(settings: OidcSettings, deps: OidcDeps) {
    this.settings = settings;
    this.#deps = deps;
    this.#books = new ProviderBooks(settings.issuer, deps.egress, () => deps.now().getTime());
    this.#preset = presetOf(settings.issuer);
  }

  get name(): string {
    return this.settings.name ?? this.#preset?.name ?? new URL(this.settings.issuer).host;
  }

  get preset(): string | null {
    return this.#preset?.id ?? null;
  }

  get openToAnyone(): boolean {
    return this.#preset?.openToAnyone ?? false;
  }

  async authorization() {
    const metadata = await this.#books.metadata();
    const groups = metadata.scopes_supported?.includes(GROUPS_SCOPE) === true ? [GROUPS_SCOPE] : [];
    const scopes = new Set([...SCOPES, ...(this.#preset?.scopes ?? []), ...groups]);
    const { issuer, authorization_endpoint: endpoint } = metadata;
    return { issuer, endpoint, scope: [...scopes].join(" "), hasIdToken: true };
  }

  async identify(returned: Returned): Promise<OidcIdentity> {
    const metadata = await this.#books.metadata();
    this.#checkIssuer(returned, metadata);
    const { accessToken, idToken } = await exchangeCode(this.#deps.egress, {
      endpoint: metadata.token_endpoint,
      methods: metadata.token_endpoint_auth_methods_supported,
      settings: this.settings,
      returned,
    });
    if (idToken === undefined) throw new SignInRefused("provider_wrong", "the token endpoint gave no ID token");
    if (returned.nonce === undefined) throw new SignInRefused("answer_not_ours", "no nonce was kept");
    const { clientId } = this.settings;
    const check = { idToken, accessToken, issuer: metadata.issuer, clientId, nonce: returned.nonce };
    const claims = await verifyIdToken({ ...check, now: this.#deps.now() }, this.#books);
    const more = await this.#userinfo(metadata, accessToken, claims.sub);
    return identityOf({ issuer: metadata.issuer, subject: claims.sub }, { ...more, ...claims }, this.#preset);
  }

  /** RFC 9207: an answer of another provider, mixed up with this one's. */
  #checkIssuer(returned: Returned, metadata: ProviderMetadata): void {
    const isNeeded = metadata.authorization_response_iss_parameter_supported === true;
    if (returned.issuer === metadata.issuer || (returned.issuer === undefined && !isNeeded)) return;
    throw new SignInRefused("provider_wrong", `the answer came from ${returned.issuer ?? "nobody named"}`);
  }

  /** Claims of the userinfo endpoint, which must speak of the same person (section 5.3.2). */
  async #userinfo(metadata: ProviderMetadata, accessToken: string | undefined, subject: string): Promise<Claims> {
    const url = metadata.userinfo_endpoint;
    if (url === undefined || accessToken === undefined || this.#preset?.hasUserinfo === false) return {};
    const claims = await fetchJson(this.#deps.egress, { url, headers: { authorization: `Bearer ${accessToken}` } });
    if (claims.sub === subject) return claims;
    throw new SignInRefused("provider_wrong", "the userinfo endpoint speaks of somebody else");
  }
}
