import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { EnvError, parseEnv } from "./env";

const STRONG = "k7Qm2vX9bT4wZ1pR8sN5cL3hJ6dF0gYa";
const GENERATED = new Secret("generated");
const parse = (source: Record<string, string>, interactive = false) =>
  parseEnv(source, { interactive, generateSecret: () => GENERATED });

function mistakesOf(source: Record<string, string>): string[] {
  try {
    parse(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
}

describe("the environment", () => {
  it("needs nothing set", () => {
    expect(parse({})).toMatchObject({
      databaseUrl: null,
      dataDir: resolve(".gatehouse"),
      secret: GENERATED,
      publicOrigin: null,
      host: "127.0.0.1",
      port: 3000,
      role: "all",
      workers: 1,
      providerKeys: {},
      bodyLimitBytes: 33_554_432,
      lameDuckMs: 5000,
      drainMs: 120_000,
    });
  });

  it("counts an empty value as not set", () => {
    expect(parse({ DATABASE_URL: "", PORT: "", GATEHOUSE_ROLE: "" })).toMatchObject({
      databaseUrl: null,
      port: 3000,
      role: "all",
    });
  });

  it("lists every mistake at once, one sentence each", () => {
    const mistakes = mistakesOf({
      DATABASE_URL: "mysql://localhost/x",
      PORT: "70000",
      GATEHOUSE_ROLE: "proxy",
      GATEHOUSE_WORKERS: "many",
      GATEHOUSE_URL: "https://ai.example.com/portal",
      GATEHOUSE_WORKRES: "2",
      GATEHOUSE_SECRET: "changeme",
      OIDC_ISSUER: "https://id.example.com",
    });
    expect(mistakes).toEqual([
      "DATABASE_URL is not a Postgres connection string: it looks like postgres://user:password@host:5432/database.",
      "GATEHOUSE_SECRET is too weak: make one with `openssl rand -base64 32`.",
      "GATEHOUSE_URL must be an origin such as https://ai.example.com, without a path.",
      'PORT must be a whole number from 0 to 65535, not "70000".',
      "GATEHOUSE_ROLE must be one of all, gateway, portal.",
      "GATEHOUSE_WORKERS must be auto or from 1 to 256.",
      "GATEHOUSE_WORKRES is not a setting of Gatehouse. Did you mean GATEHOUSE_WORKERS?",
      "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set too: single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET.",
    ]);
  });

  it("reads single sign-on whole", () => {
    const source = { OIDC_ISSUER: "https://id.example.com/", OIDC_CLIENT_ID: "gatehouse", OIDC_CLIENT_SECRET: "s" };
    expect(parse(source).oidc).toEqual({
      issuer: "https://id.example.com/",
      clientId: "gatehouse",
      clientSecret: new Secret("s"),
      name: null,
    });
    expect(parse({}).oidc).toBeNull();
    expect(mistakesOf({ ...source, OIDC_ISSUER: "id.example.com" })).toHaveLength(1);
    expect(mistakesOf({ ...source, OIDC_ISUER: "x" })[0]).toContain("Did you mean OIDC_ISSUER?");
  });

  it("refuses a database of one's own without a secret of one's own", () => {
    expect(mistakesOf({ DATABASE_URL: "postgres://u:p@db/x" })).toEqual([
      "GATEHOUSE_SECRET is required with DATABASE_URL: make one with `openssl rand -base64 32` and keep it.",
    ]);
    expect(mistakesOf({ DATABASE_URL: "postgres://u:p@db/x", GATEHOUSE_SECRET: STRONG })).toEqual([]);
  });

  it.each([
    "short",
    "a".repeat(40),
    "please-change-me-please-change-me-now",
    "password".repeat(5),
    "abcabcabc".repeat(5),
  ])("refuses the weak secret %s", (value) => {
    expect(mistakesOf({ GATEHOUSE_SECRET: value })).toHaveLength(1);
  });

  it("never prints a secret", () => {
    const env = parse({ DATABASE_URL: "postgres://u:hunter2@db/x", GATEHOUSE_SECRET: STRONG, ACME_API_KEY: "sk-live" });
    expect(JSON.stringify(env)).not.toMatch(/hunter2|sk-live|k7Qm/);
    expect(env.providerKeys.acme?.reveal()).toBe("sk-live");
  });

  it("gives no lame-duck window to somebody at a terminal, unless asked", () => {
    expect(parse({}, true).lameDuckMs).toBe(0);
    expect(parse({ GATEHOUSE_LAME_DUCK_MS: "700" }, true).lameDuckMs).toBe(700);
  });
});
