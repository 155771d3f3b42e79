/** The layers of .dependency-cruiser.cjs: each lists what it may import of ours; everything else is refused. */
const OURS = "^(app|components|lib|db|server\\.ts|proxy\\.ts|bench|e2e|scripts)(/|$)";
const TESTS = "\\.(test|spec)\\.tsx?$|(^|/)(testing|fixtures)/";

/** Adapters of clouds that sell other vendors' models. */
const HOSTS = "^lib/providers/(azure-openai|bedrock|vertex|vertex-anthropic)/";

/** @param {string} name @param {string} from @param {string[]} allowed patterns of our own files @param {string} why */
function layer(name, from, allowed, why) {
  return {
    name,
    severity: "error",
    comment: why,
    from: { path: from, pathNot: TESTS },
    to: { path: OURS, pathNot: [from, ...allowed] },
  };
}

const LLM = "^lib/llm/";
const ERRORS = "^lib/errors/";
const SECRET = "^lib/crypto/secret\\.ts$";
const NEW_ID = "^lib/crypto/(new-id|base62)\\.ts$";
const MONEY = "^lib/money\\.ts$";
const END_OF_TURN = "^lib/end-of-turn\\.ts$";
const CANONICAL = "^lib/canonical-json\\.ts$";
const SIGNED = "^lib/signed/";
const SIGN_V4 = "^lib/sign-v4\\.ts$";
const CONTRACTS = "^lib/(providers|pricing|quotas|ledger|egress|guardrails|routing|objects)/contract\\.ts$";
const GATEWAY_ROUTES = "^lib/gateway/routes\\.ts$";
const DATABASE = "^db/(client\\.ts$|pool/|schema/|queries/)";

const layers = [
  layer("llm-imports-nothing", "^lib/llm/", [], "The hub is types everyone may use, so it depends on nobody."),
  layer("errors-import-nothing", "^lib/errors/", [LLM], "Errors are raised everywhere, so they depend on nobody."),
  layer(
    "env-imports-nothing",
    "^lib/env\\.ts$",
    [ERRORS, SECRET],
    "The environment is read before anything else exists.",
  ),
  layer("schema-is-the-floor", "^db/schema/", [], "Tables depend on tables only."),
  layer(
    "queries-know-tables",
    "^db/queries/",
    [
      "^db/(schema|client|pool)",
      LLM,
      ERRORS,
      CONTRACTS,
      NEW_ID,
      SECRET,
      MONEY,
      CANONICAL,
      "^lib/policy/",
      "^lib/pricing/",
      "^lib/quotas/",
    ],
    "A query turns arguments into rows; policy is decided elsewhere.",
  ),
  layer(
    "providers-are-pure",
    "^lib/providers/",
    [LLM, ERRORS, SECRET, SIGN_V4],
    "An adapter is a function of its arguments.",
  ),
  layer(
    "pricing-is-pure",
    "^lib/pricing/",
    [LLM, ERRORS, MONEY],
    "A price is a function of usage and a price version.",
  ),
  layer(
    "routing-is-pure",
    "^lib/routing/",
    [LLM, ERRORS, CONTRACTS, "^lib/policy/"],
    "A plan is a function of policy and what was asked.",
  ),
  layer(
    "policy-reads-the-database",
    "^lib/policy/",
    [DATABASE, LLM, ERRORS, CONTRACTS, "^lib/crypto/", "^lib/telemetry/"],
    "The snapshot is loaded from queries and handed out; nobody is called back.",
  ),
  layer(
    "crypto-stands-alone",
    "^lib/crypto/",
    [DATABASE, ERRORS, "^lib/policy/"],
    "Keys and seals know tables at most.",
  ),
  layer(
    "telemetry-stands-alone",
    "^lib/telemetry/",
    [LLM, ERRORS, SECRET],
    "Logs and metrics are told, they do not ask.",
  ),
  layer(
    "egress-knows-sockets",
    "^lib/egress/",
    [LLM, ERRORS, END_OF_TURN, "^lib/telemetry/", "^lib/providers/simulated/"],
    "Egress knows sockets and the built-in provider, not dialects or policy.",
  ),
  layer(
    "books-know-queries",
    "^lib/(quotas|cache|ledger|objects|sizing)/",
    [DATABASE, LLM, ERRORS, CONTRACTS, NEW_ID, MONEY, END_OF_TURN, "^lib/telemetry/"],
    "Quotas, cache, ledger, objects and sizing keep books in Postgres; they do not know calls.",
  ),
  layer(
    "runaway-judges-keys",
    "^lib/runaway/",
    [DATABASE, CONTRACTS, NEW_ID, MONEY, "^lib/quotas/", "^lib/policy/"],
    "The guard judges what was booked; it does not know calls.",
  ),
  layer(
    "guardrails-judge-text",
    "^lib/guardrails/",
    [LLM, ERRORS, "^lib/egress/contract\\.ts$", "^lib/telemetry/"],
    "A rule judges text; a remote one asks through egress.",
  ),
  layer(
    "gateway-is-the-data-plane",
    "^lib/gateway/",
    [
      "^lib/(llm|errors|providers|guardrails|routing|quotas|cache|pricing|ledger|objects|sizing|runaway|egress|telemetry|policy)/",
      "^lib/crypto/",
      MONEY,
      END_OF_TURN,
      "^db/queries/",
    ],
    "The gateway never knows the portal, the management API or Next.",
  ),
  layer(
    "auth-decides-who",
    "^lib/auth/",
    [DATABASE, ERRORS, "^lib/(crypto|env|telemetry)", "^lib/policy/caller\\.ts$", "^lib/egress/contract\\.ts$"],
    "Auth decides who may do what; it asks providers through egress.",
  ),
  layer(
    "verbs-are-the-admin",
    "^lib/admin/",
    [
      DATABASE,
      "^lib/(admin|auth|crypto|errors|llm|providers|pricing|quotas|ledger|policy|egress|telemetry|(proof|audit)/document|signed)/",
      "^lib/(webhooks|notices)/",
      "^lib/alerts/tell-of-alert\\.ts$",
      CANONICAL,
      MONEY,
      "^lib/admin-api/schemas/",
    ],
    "A verb checks permission, changes, audits; it does not know HTTP.",
  ),
  layer(
    "proof-document-stands-alone",
    "^lib/proof/document/",
    [SIGNED],
    "A document is verified without a server, so it depends on nothing.",
  ),
  layer(
    "signing-stands-alone",
    SIGNED,
    [CANONICAL],
    "A document is verified without a server, so verifying depends on nothing.",
  ),
  layer("audit-documents-stand-alone", "^lib/audit/document/", [SIGNED], "They are verified without a server."),
  layer(
    "audit-keeps-evidence",
    "^lib/audit/(?!document/)",
    [DATABASE, SIGNED, SIGN_V4, "^lib/(audit/document|admin|auth|crypto|errors|egress|telemetry|webhooks)/"],
    "It takes checkpoints through verbs and sends them out through egress.",
  ),
  layer("webhooks-are-signed-here", "^lib/webhooks/", [SECRET], "A signature is a function of a secret and a text."),
  layer(
    "notices-are-sent",
    "^lib/notices/",
    [DATABASE, "^lib/(crypto|egress|errors|telemetry|webhooks)/"],
    "Notices are sent out through egress; who raises them is not known here.",
  ),
  layer(
    "alerts-look-and-tell",
    "^lib/alerts/",
    [DATABASE, MONEY, "^lib/(admin|auth|crypto|errors|telemetry|quotas)/", "^lib/admin-api/schemas/"],
    "A rule looks and measures; what it finds becomes alerts and notices. It sends nothing.",
  ),
  layer(
    "proof-asks-from-outside",
    "^lib/proof/(?!document/)",
    [
      DATABASE,
      MONEY,
      SIGNED,
      "^lib/(proof/document|admin|admin-api|auth|crypto|errors|egress|telemetry)/",
      GATEWAY_ROUTES,
    ],
    "It prepares through the management API and calls as an application does; of the gateway it knows the route table.",
  ),
  layer(
    "client-runs-in-browsers",
    "^lib/admin-api/(client|schemas)/",
    [
      "^lib/admin-api/(client|schemas)/",
      LLM,
      "^lib/errors/admin-error-codes\\.ts$",
      MONEY,
      "^lib/auth/permissions\\.ts$",
      CONTRACTS,
    ],
    "The client and its shapes are bundled for browsers: nothing of the server may follow them.",
  ),
  layer(
    "admin-api-is-thin",
    "^lib/admin-api/(?!client/|schemas/)",
    [
      "^lib/(admin-api|admin|auth|errors|llm|telemetry|crypto|providers|quotas|pricing|audit/document)/",
      SIGNED,
      MONEY,
      DATABASE,
    ],
    "Routes parse, call a verb, answer.",
  ),
  layer(
    "scim-is-a-door-of-its-own",
    "^lib/scim/",
    [DATABASE, "^lib/(admin|auth|crypto|errors)/", "^lib/admin-api/(read-json-body|problem)\\.ts$"],
    "A directory's door: verbs of its own over the same people.",
  ),
  layer(
    "app-is-routes-only",
    "^app/",
    [
      "^components/",
      "^lib/runtime/",
      "^lib/gateway/",
      "^lib/admin-api/",
      "^lib/auth/",
      "^lib/env\\.ts$",
      ERRORS,
      MONEY,
    ],
    "A route parses, calls, renders.",
  ),
  layer(
    "components-ask-the-api",
    "^components/",
    ["^lib/admin-api/(client|schemas)/", LLM, MONEY, "^lib/auth/permissions\\.ts$"],
    "Components know the API's client, never the server.",
  ),
];

module.exports = { layers, OURS, TESTS, HOSTS, MONEY };
