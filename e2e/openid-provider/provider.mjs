import { request as ask, createServer } from "node:http";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { Provider } from "oidc-provider";

/** `node provider.mjs '{"redirectUris":[…],"clientId":"…","clientSecret":"…"}'`; prints its issuer once it listens. */
const { redirectUris, clientId, clientSecret } = JSON.parse(process.argv[2] ?? "{}");

async function newKey(kid) {
  const pair = await generateKeyPair("RS256");
  return { kid, ...pair, jwk: { ...(await exportJWK(pair.privateKey)), kid, alg: "RS256", use: "sig" } };
}

const keys = { first: await newKey("first"), rotated: await newKey("rotated"), unknown: await newKey("unknown") };
let account = { sub: "nobody", claims: {}, mode: "good" };

const front = createServer(serveFront);
await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${front.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
  jwks: { keys: [keys.first.jwk] },
  cookies: { keys: ["a key of a test"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  scopes: ["openid", "profile", "email", "groups", "offline_access"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...account.claims, sub }) }),
  async loadExistingGrant(context) {
    const { client, session } = context.oidc;
    const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile email groups");
    await grant.save();
    return grant;
  },
});
provider.proxy = true;
const answer = provider.callback();

/** Behind the front: the provider itself, and interactions that end at once. */
const behind = createServer(async (incoming, outgoing) => {
  if (!incoming.url.startsWith("/interaction/")) return answer(incoming, outgoing);
  await provider.interactionFinished(incoming, outgoing, { login: { accountId: account.sub, remember: false } });
});
await new Promise((resolve) => behind.listen(0, "127.0.0.1", resolve));
process.stdout.write(`${issuer}\n`);

async function serveFront(incoming, outgoing) {
  const body = await read(incoming);
  if (incoming.url === "/control") {
    account = JSON.parse(body);
    return outgoing.end("{}");
  }
  const { port } = behind.address();
  const headers = { ...incoming.headers, "x-forwarded-proto": "http", "x-forwarded-host": new URL(issuer).host };
  const onward = ask({ port, path: incoming.url, method: incoming.method, headers }, async (inner) => {
    const text = await read(inner);
    const changed = inner.statusCode === 200 ? await change(incoming.url.split("?")[0], text) : text;
    const { "content-length": _length, "transfer-encoding": _encoding, ...kept } = inner.headers;
    outgoing.writeHead(inner.statusCode, kept).end(changed);
  });
  onward.end(body);
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** What the mode of the moment makes of an honest answer. */
async function change(path, text) {
  const { mode } = account;
  const value = () => JSON.parse(text);
  if (path === "/.well-known/openid-configuration" && mode === "discovery_of_another") {
    return JSON.stringify({ ...value(), issuer: "https://other.example" });
  }
  if (path === "/jwks" && mode === "rotated") {
    return JSON.stringify({ keys: [{ ...(await exportJWK(keys.rotated.publicKey)), kid: "rotated", alg: "RS256" }] });
  }
  if (path === "/me" && mode === "userinfo_of_another") return JSON.stringify({ ...value(), sub: "another" });
  if (path === "/token") return JSON.stringify(await changeTokens(value(), mode));
  return text;
}

const CHANGES = {
  wrong_issuer: { iss: "https://other.example" },
  wrong_audience: { aud: "another-client" },
  wrong_party: { aud: [clientId, "another-client"], azp: "another-client" },
  wrong_nonce: { nonce: "another" },
  wrong_hash: { at_hash: "AAAAAAAAAAAAAAAAAAAAAA" },
  expired: { iat: 1_600_000_000, exp: 1_600_000_600 },
  too_old: { iat: Math.floor(Date.now() / 1000) - 7200 },
};

async function changeTokens(tokens, mode) {
  if (mode === "no_id_token") return { ...tokens, id_token: undefined };
  const claims = { ...decodeJwt(tokens.id_token), ...CHANGES[mode] };
  if (mode === "alg_none") return { ...tokens, id_token: new UnsecuredJWT(claims).encode() };
  if (mode === "alg_hs256") return sealed(tokens, claims, { alg: "HS256" }, Buffer.from(clientSecret));
  const key =
    { rotated: keys.rotated, unknown_key: keys.unknown, same_name_other_key: keys.unknown }[mode] ?? keys.first;
  const kid = mode === "same_name_other_key" ? "first" : key.kid;
  return sealed(tokens, claims, { alg: "RS256", kid }, key.privateKey);
}

async function sealed(tokens, claims, header, key) {
  return { ...tokens, id_token: await new SignJWT(claims).setProtectedHeader(header).sign(key) };
}
