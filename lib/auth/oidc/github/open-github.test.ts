import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import type { Egress } from "@/lib/egress/contract";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { openGithub } from "./open-github";

const ANSWERS: Record<string, unknown> = {
  "/user": { id: 583231, login: "octocat", name: null },
  "/user/emails": [
    { email: "old@example.com", primary: false, verified: true },
    { email: "octocat@example.com", primary: true, verified: true },
  ],
  "/user/orgs?per_page=100": [{ login: "acme" }],
  "/user/teams?per_page=100": [{ slug: "platform", organization: { login: "acme" } }],
};

describe("sign-in with GitHub", () => {
  let server: Server;
  let egress: Egress;
  let origin = "";
  let form = new URLSearchParams();

  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      const answer = incoming.url === "/login/oauth/access_token" ? await exchange(incoming) : api(incoming);
      outgoing.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    egress = createHttpEgress({ allow: [`127.0.0.1:${port}`] });
  });

  afterAll(async () => {
    await egress.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function exchange(incoming: IncomingMessage): Promise<object> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    form = new URLSearchParams(Buffer.concat(chunks).toString());
    return form.get("code") === "good" ? { access_token: "gho_x" } : { error: "bad_verification_code" };
  }

  function api({ url, headers }: IncomingMessage): unknown {
    return headers.authorization === "Bearer gho_x" ? ANSWERS[url ?? ""] : undefined;
  }

  const identify = (code: string, state = "s") => {
    const settings = { issuer: "https://github.com", clientId: "c", clientSecret: new Secret("secret"), name: null };
    return openGithub(settings, { egress }, { web: origin, api: origin }).identify({
      code,
      issuer: undefined,
      state: { sent: "s", returned: state },
      nonce: undefined,
      codeVerifier: "v",
      redirectUri: "https://gate.example.com/api/auth/callback/oidc",
    });
  };

  it("knows people by their numeric id, their primary address if verified, organizations and teams", async () => {
    expect(await identify("good")).toMatchObject({
      issuer: "https://github.com",
      subject: "583231",
      email: "octocat@example.com",
      emailVerified: true,
      name: "octocat",
      claims: { groups: ["acme", "acme/platform"] },
    });
    expect(Object.fromEntries(form)).toMatchObject({ code_verifier: "v", client_secret: "secret" });
  });

  it("refuses a code that is not good, and an answer to somebody else's question", async () => {
    await expect(identify("bad")).rejects.toMatchObject({ refusal: "provider_refused" });
    await expect(identify("good", "other")).rejects.toMatchObject({ refusal: "answer_not_ours" });
  });
});
