import type { Egress } from "@/lib/egress/contract";
import { type OidcSettings, type Returned, SignInRefused } from "./contract";
import { fetchJson } from "./fetch-json";

interface ExchangedTokens {
  accessToken: string | undefined;
  idToken: string | undefined;
}

interface CodeExchange {
  endpoint: string;
  /** What the provider says it supports; left out: the standard's default, basic. */
  methods: readonly string[] | undefined;
  settings: Pick<OidcSettings, "clientId" | "clientSecret">;
  returned: Returned;
}

/**
 * Checks what came back with the browser against what was sent with it, then trades the code for tokens (RFC 6749, section 4.1.3, with PKCE, RFC 7636).
 * Throws SignInRefused.
 */
export async function exchangeCode(
  egress: Pick<Egress, "send">,
  { endpoint, methods, settings, returned }: CodeExchange,
): Promise<ExchangedTokens> {
  const { code, codeVerifier, state, redirectUri } = returned;
  if (code === undefined || codeVerifier === undefined || state.sent === undefined || state.sent !== state.returned) {
    throw new SignInRefused("answer_not_ours", "the answer does not belong to a sign-in that began in this browser");
  }
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });
  const headers = authenticate(form, settings, methods ?? ["client_secret_basic"]);
  const answer = await fetchJson(egress, { url: endpoint, form, headers });
  if (typeof answer.error === "string") throw new SignInRefused("provider_refused", `token endpoint: ${answer.error}`);
  return { accessToken: textOf(answer.access_token), idToken: textOf(answer.id_token) };
}

/** Basic where the provider takes it (RFC 6749, section 2.3.1, with both halves form-encoded), in the form otherwise. */
function authenticate(
  form: URLSearchParams,
  { clientId, clientSecret }: CodeExchange["settings"],
  methods: readonly string[],
): Record<string, string> {
  if (methods.includes("client_secret_basic")) {
    const pair = [clientId, clientSecret.reveal()].map((half) => formEncode(half)).join(":");
    return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
  }
  form.set("client_id", clientId);
  form.set("client_secret", clientSecret.reveal());
  return {};
}

function formEncode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
