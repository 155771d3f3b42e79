import { createVerify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { targetOf } from "../testing/adapter-contract";
import { serviceAccountKey } from "../testing/service-account-key";
import { vertex } from "./adapter";
import { serviceAccountExchange } from "./service-account";

const NOW = Date.UTC(2026, 10, 21, 3, 0, 0);
const { file, publicKey } = serviceAccountKey("my-project");

function requestFor(credential: string) {
  return serviceAccountExchange.buildTokenRequest(targetOf(vertex, { credential: new Secret(credential) }), NOW);
}

describe("a service account", () => {
  it("asks for a token with an assertion that its public key proves", () => {
    const form = new URLSearchParams(requestFor(file)?.body);
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(decode(header)).toEqual({ alg: "RS256", typ: "JWT", kid: "0a1b2c" });
    expect(decode(claims)).toEqual({
      iss: "gatehouse@my-project.iam.gserviceaccount.com",
      scope: "https://www.googleapis.com/auth/cloud-platform",
      aud: "https://oauth2.googleapis.com/token",
      iat: NOW / 1000,
      exp: NOW / 1000 + 3600,
    });
    const isSigned = createVerify("RSA-SHA256").update(`${header}.${claims}`).verify(publicKey, signature, "base64url");
    expect(isSigned).toBe(true);
  });

  it("asks Google whatever address the key file names, and never shows its key", () => {
    const request = requestFor(file);
    expect(request?.url).toBe("https://oauth2.googleapis.com/token");
    expect(JSON.stringify(request)).not.toMatch(/evil|PRIVATE KEY/);
  });

  it("reads the token with its end, in ms", () => {
    const answer = { access_token: "ya29.x", expires_in: 3599, token_type: "Bearer" };
    const { token, expiresAtMs } = serviceAccountExchange.readTokenAnswer(answer, NOW);
    expect([token.reveal(), expiresAtMs]).toEqual(["ya29.x", NOW + 3_599_000]);
  });

  it.each([[null], [{}], [{ access_token: "" }], ["text"]])("throws for %j, which holds no token", (body) => {
    expect(() => serviceAccountExchange.readTokenAnswer(body, NOW)).toThrowError(
      expect.objectContaining({ code: "upstream_error" }),
    );
  });

  it("needs no exchange for an API key, and refuses a key that cannot sign", () => {
    expect(requestFor("AIza-some-key")).toBeNull();
    const broken = JSON.stringify({ client_email: "a@b", private_key: "-----BEGIN PRIVATE KEY-----\nx" });
    expect(() => requestFor(broken)).toThrowError(expect.objectContaining({ code: "upstream_auth_error" }));
  });
});
