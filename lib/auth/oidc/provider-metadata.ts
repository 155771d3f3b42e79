import { createLocalJWKSet } from "jose";
import { z } from "zod";
import type { Egress } from "@/lib/egress/contract";
import { SignInRefused } from "./contract";
import { fetchJson } from "./fetch-json";
import { isSameIssuer, withoutSlash } from "./is-same-issuer";

/** How long what a provider publishes about itself is believed. */
const METADATA_MS = 3_600_000;
/** Tokens under unknown keys must not make us hammer the provider. */
const KEYS_PAUSE_MS = 5_000;

const endpoint = z.url({ protocol: /^https?$/ });
/** The part of OpenID Connect Discovery 1.0, section 3, that is used here. */
const METADATA = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  scopes_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

export type ProviderMetadata = z.output<typeof METADATA>;
export type KeySet = ReturnType<typeof createLocalJWKSet>;

/** What the provider publishes: asked for when first needed, kept for an hour, its keys asked for again when one is missing. */
export class ProviderBooks {
  readonly #egress: Pick<Egress, "send">;
  readonly #issuer: string;
  readonly #now: () => number;
  #metadata: { value: ProviderMetadata; at: number } | null = null;
  #keys: { value: KeySet; at: number } | null = null;
  /** One question at a time, however many sign in. */
  #asking: Promise<ProviderMetadata> | null = null;

  constructor(issuer: string, egress: Pick<Egress, "send">, now: () => number) {
    this.#issuer = issuer;
    this.#egress = egress;
    this.#now = now;
  }

  /** Throws SignInRefused, also when the document speaks for another issuer. */
  async metadata(): Promise<ProviderMetadata> {
    const known = this.#metadata;
    if (known !== null && this.#now() - known.at < METADATA_MS) return known.value;
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #discover(): Promise<ProviderMetadata> {
    const url = `${withoutSlash(this.#issuer)}/.well-known/openid-configuration`;
    const parsed = METADATA.safeParse(await fetchJson(this.#egress, { url }));
    if (!parsed.success) throw new SignInRefused("provider_wrong", `${url}: ${z.prettifyError(parsed.error)}`);
    if (!isSameIssuer(parsed.data.issuer, this.#issuer)) {
      throw new SignInRefused("provider_wrong", `${url} speaks for ${parsed.data.issuer}: set OIDC_ISSUER to that`);
    }
    this.#metadata = { value: parsed.data, at: this.#now() };
    return parsed.data;
  }

  /** The provider's keys; `renewed` ones were asked for in the last 5 s. Throws SignInRefused. */
  async keys(which: "known" | "renewed"): Promise<KeySet> {
    const oldest = which === "known" ? METADATA_MS : KEYS_PAUSE_MS;
    if (this.#keys !== null && this.#now() - this.#keys.at < oldest) return this.#keys.value;
    const { jwks_uri: url } = await this.metadata();
    const answer = await fetchJson(this.#egress, { url });
    try {
      const value = createLocalJWKSet(answer as unknown as Parameters<typeof createLocalJWKSet>[0]);
      this.#keys = { value, at: this.#now() };
      return value;
    } catch (cause) {
      throw new SignInRefused("provider_wrong", `${url} answered no key set`, cause);
    }
  }
}
