import { resolve } from "node:path";
import { z } from "zod";
import { Secret } from "@/lib/crypto/secret";

export type Role = "all" | "gateway" | "portal";

/** Everything the environment decides, parsed once at start. */
export interface Env {
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: Secret | null;
  /** Absolute path. */
  dataDir: string;
  /** In embedded mode generated and kept in `dataDir` unless set. */
  secret: Secret;
  /** Still opens what was sealed before a rotation. */
  previousSecret: Secret | null;
  /** Public origin without a trailing slash; null: whatever the process listens on. */
  publicOrigin: string | null;
  host: string;
  /** 0 lets the system choose. */
  port: number;
  role: Role;
  workers: number | "auto";
  /** Proxies of one's own in front, each of which adds to `x-forwarded-for`; 0: the header is the caller's and says nothing. */
  trustedProxies: number;
  bootstrapToken: Secret | null;
  /** The OpenID provider people sign in with; null: by one-time links only. */
  oidc: { issuer: string; clientId: string; clientSecret: Secret; name: string | null } | null;
  /** By lower-case provider id: `<ID>_API_KEY` gives `id`. */
  providerKeys: Record<string, Secret>;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  bodyLimitBytes: number;
  /** What records may take on disk while Postgres is away. */
  spoolBytes: number;
  /** Where audit checkpoints to a file go; null: beside the rest of `dataDir`. */
  auditDir: string | null;
  /** `host` or `host:port` that upstream calls may reach although they are private or plain http. */
  egressAllow: string[];
  /** How long new connections are still served after SIGTERM, while load balancers notice. */
  lameDuckMs: number;
  /** How long live streams may go on after the lame-duck window. */
  drainMs: number;
  development: boolean;
}

/** Every mistake of the environment, one plain sentence each. */
export class EnvError extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join("\n"));
    this.name = "EnvError";
    this.mistakes = mistakes;
  }
}

type Source = Record<string, string | undefined>;

/** An empty value means "not set": that is what `NAME= npm start` and most container tools mean by it. */
const setting = <T extends z.ZodType, F>(schema: T, fallback: F) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    schema.optional().transform((value) => (value === undefined ? fallback : value)),
  );

const secret = z.string().transform((value) => new Secret(value));

const whole = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    context.addIssue(`must be a whole number from ${min} to ${max}, not "${text}"`);
    return z.NEVER;
  });

const oneOf = <T extends string>(...values: T[]) => z.enum(values, { error: `must be one of ${values.join(", ")}` });

const strongSecret = z
  .string()
  .refine(isStrong, "is too weak: make one with `openssl rand -base64 32`")
  .transform((value) => new Secret(value));

const bootstrapToken = z
  .string()
  .min(32, "must have at least 32 characters")
  .refine(
    (value) => !/^(ghp|ghl|ghs|gk)_/.test(value),
    "must not begin with ghp_, ghl_, ghs_ or gk_: Gatehouse makes those itself",
  )
  .transform((value) => new Secret(value));

const PLACEHOLDER = /change.?me|example|password|your.?secret|secret.?secret|default|1234567/i;

function isStrong(value: string): boolean {
  return value.length >= 32 && new Set(value).size >= 10 && !PLACEHOLDER.test(value);
}

const postgresUrl = z
  .string()
  .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
    error: "is not a Postgres connection string: it looks like postgres://user:password@host:5432/database",
  })
  .transform((value) => new Secret(value));

const origin = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:\/\/[^/?#@]+\/?$/.test(value), {
    error: "must be an origin such as https://ai.example.com, without a path",
  })
  .transform((value) => new URL(value).origin);

const issuer = z.string().refine((value) => URL.canParse(value) && /^https?:\/\/[^?#@]+$/.test(value), {
  error: "must be the issuer's address, such as https://id.example.com/realms/main",
});

const hostList = z
  .string()
  .transform((text) => text.split(",").map((entry) => entry.trim().toLowerCase()))
  .refine((entries) => entries.every((entry) => /^([a-z0-9._-]+|\[?[0-9a-f:.]+\]?)(:\d{1,5})?$/.test(entry)), {
    error: "must be a comma-separated list of host or host:port, such as vllm.internal:8000",
  });

const MINUTE_MS = 60_000;

const SCHEMA = z.object({
  DATABASE_URL: setting(postgresUrl, null),
  GATEHOUSE_DATA_DIR: setting(z.string(), ".gatehouse"),
  GATEHOUSE_SECRET: setting(strongSecret, null),
  GATEHOUSE_SECRET_PREVIOUS: setting(secret, null),
  GATEHOUSE_URL: setting(origin, null),
  PORT: setting(whole(0, 65_535), 3000),
  HOST: setting(z.string(), "127.0.0.1"),
  GATEHOUSE_ROLE: setting(oneOf("all", "gateway", "portal"), "all" as const),
  GATEHOUSE_WORKERS: setting(
    z.union([z.literal("auto"), whole(1, 256)], { error: "must be auto or from 1 to 256" }),
    1,
  ),
  GATEHOUSE_TRUSTED_PROXIES: setting(whole(0, 10), 0),
  GATEHOUSE_BOOTSTRAP_TOKEN: setting(bootstrapToken, null),
  OIDC_ISSUER: setting(issuer, null),
  OIDC_CLIENT_ID: setting(z.string(), null),
  OIDC_CLIENT_SECRET: setting(secret, null),
  OIDC_NAME: setting(z.string().max(60, "must have at most 60 characters"), null),
  GATEHOUSE_LOG_LEVEL: setting(oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent"), "info" as const),
  GATEHOUSE_BODY_LIMIT_BYTES: setting(whole(1024, 1024 ** 3), 32 * 1024 ** 2),
  GATEHOUSE_SPOOL_BYTES: setting(whole(1024 ** 2, 1024 ** 4), 1024 ** 3),
  GATEHOUSE_LAME_DUCK_MS: setting(whole(0, 10 * MINUTE_MS), null),
  GATEHOUSE_DRAIN_MS: setting(whole(0, 60 * MINUTE_MS), 2 * MINUTE_MS),
  GATEHOUSE_AUDIT_DIR: setting(z.string(), null),
  GATEHOUSE_EGRESS_ALLOW: setting(hostList, []),
  NODE_ENV: z.string().optional(),
});

const NAMES = Object.keys(SCHEMA.shape);
const OURS = /^(GATEHOUSE|OIDC)_/;
/** Half of single sign-on would be a portal without the sign-in its operator counts on. */
const OIDC_TOGETHER = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
const PROVIDER_KEY = /^([A-Z][A-Z0-9]*)_API_KEY$/;

interface ParseOptions {
  /** Somebody sits at a terminal: the lame-duck window becomes 0, so that Ctrl-C is quick. */
  interactive: boolean;
  /** Asked only in embedded mode without GATEHOUSE_SECRET. */
  generateSecret(dataDir: string): Secret;
}

/** Parses an environment. Throws EnvError with every mistake at once. */
export function parseEnv(source: Source, options: ParseOptions): Env {
  const parsed = SCHEMA.safeParse(source);
  const mistakes = [...(parsed.error?.issues ?? []).map((issue) => `${issue.path[0]?.toString()} ${issue.message}.`)];
  mistakes.push(...unknownNames(source), ...missingTogether(source));
  if (!parsed.success || mistakes.length > 0) throw new EnvError(mistakes);
  const values = parsed.data;
  const dataDir = resolve(values.GATEHOUSE_DATA_DIR);
  return {
    databaseUrl: values.DATABASE_URL,
    dataDir,
    secret: values.GATEHOUSE_SECRET ?? options.generateSecret(dataDir),
    previousSecret: values.GATEHOUSE_SECRET_PREVIOUS,
    publicOrigin: values.GATEHOUSE_URL,
    host: values.HOST,
    port: values.PORT,
    role: values.GATEHOUSE_ROLE,
    workers: values.GATEHOUSE_WORKERS,
    trustedProxies: values.GATEHOUSE_TRUSTED_PROXIES,
    bootstrapToken: values.GATEHOUSE_BOOTSTRAP_TOKEN,
    oidc: readOidc(values),
    providerKeys: readProviderKeys(source),
    logLevel: values.GATEHOUSE_LOG_LEVEL,
    bodyLimitBytes: values.GATEHOUSE_BODY_LIMIT_BYTES,
    spoolBytes: values.GATEHOUSE_SPOOL_BYTES,
    auditDir: values.GATEHOUSE_AUDIT_DIR === null ? null : resolve(values.GATEHOUSE_AUDIT_DIR),
    egressAllow: values.GATEHOUSE_EGRESS_ALLOW,
    lameDuckMs: values.GATEHOUSE_LAME_DUCK_MS ?? (options.interactive ? 0 : 5000),
    drainMs: values.GATEHOUSE_DRAIN_MS,
    development: values.NODE_ENV === "development",
  };
}

/** The environment of this process. Throws EnvError, or whatever `generateSecret` throws. */
export function readEnv(generateSecret: ParseOptions["generateSecret"]): Env {
  return parseEnv(process.env, { interactive: process.stdin.isTTY === true, generateSecret });
}

function readOidc(values: z.output<typeof SCHEMA>): Env["oidc"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = values;
  if (OIDC_ISSUER === null || OIDC_CLIENT_ID === null || OIDC_CLIENT_SECRET === null) return null;
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, name: OIDC_NAME };
}

function readProviderKeys(source: Source): Record<string, Secret> {
  const keys: Record<string, Secret> = {};
  for (const [name, value] of Object.entries(source)) {
    const id = PROVIDER_KEY.exec(name)?.[1]?.toLowerCase();
    if (id !== undefined && value) keys[id] = new Secret(value);
  }
  return keys;
}

/** Read by `npm run prove`, which calls a server; a server ignores it. */
const OF_CLIENTS = ["GATEHOUSE_TOKEN"];

/** A misspelt name would silently mean the default. */
function unknownNames(source: Source): string[] {
  const known = [...NAMES, ...OF_CLIENTS];
  const unknown = Object.keys(source).filter((name) => OURS.test(name) && !known.includes(name));
  return unknown.map((name) => `${name} is not a setting of Gatehouse. Did you mean ${nearestName(name)}?`);
}

function missingTogether(source: Source): string[] {
  const mistakes: string[] = [];
  if (source.DATABASE_URL && !source.GATEHOUSE_SECRET) {
    mistakes.push(
      "GATEHOUSE_SECRET is required with DATABASE_URL: make one with `openssl rand -base64 32` and keep it.",
    );
  }
  const missing = OIDC_TOGETHER.filter((name) => !source[name]);
  if (missing.length > 0 && missing.length < OIDC_TOGETHER.length) {
    mistakes.push(`${missing.join(" and ")} must be set too: single sign-on needs ${OIDC_TOGETHER.join(", ")}.`);
  }
  return mistakes;
}

/** The setting that needs the fewest letters changed to become `name`. */
function nearestName(name: string): string {
  const ranked = NAMES.map((candidate) => ({ candidate, distance: editDistance(name, candidate) }));
  ranked.sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate ?? name;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
