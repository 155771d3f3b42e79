/**
 * Who may import whom (ARCHITECTURE.md), as errors. A layer lists what it may import; everything else of ours is refused.
 * Type-only imports count: a type that needs a forbidden layer is in the wrong place.
 */
const OURS = "^(app|components|lib|db|server\\.ts|proxy\\.ts|bench|e2e|scripts)(/|$)";
const TESTS = "\\.(test|spec)\\.tsx?$|(^|/)(testing|fixtures)/";

/** Adapters of clouds that sell other vendors' models. */
const HOSTS = "^lib/providers/(azure-openai|bedrock|vertex)/";

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
const CANONICAL = "^lib/canonical-json\\.ts$";
const CONTRACTS = "^lib/(providers|pricing|quotas|ledger|egress|guardrails|routing)/contract\\.ts$";
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
  layer("providers-are-pure", "^lib/providers/", [LLM, ERRORS, SECRET], "An adapter is a function of its arguments."),
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
    [LLM, ERRORS, "^lib/telemetry/", "^lib/providers/simulated/"],
    "Egress knows sockets and the built-in provider, not dialects or policy.",
  ),
  layer(
    "books-know-queries",
    "^lib/(quotas|cache|ledger|sizing)/",
    [DATABASE, LLM, ERRORS, CONTRACTS, NEW_ID, MONEY, "^lib/telemetry/"],
    "Quotas, cache, ledger and sizing keep books in Postgres; they do not know calls.",
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
      "^lib/(llm|errors|providers|guardrails|routing|quotas|cache|pricing|ledger|sizing|runaway|egress|telemetry|policy)/",
      "^lib/crypto/",
      MONEY,
      "^db/queries/",
    ],
    "The gateway never knows the portal, the management API or Next.",
  ),
  layer(
    "auth-decides-who",
    "^lib/auth/",
    [DATABASE, ERRORS, "^lib/(crypto|env|telemetry)", "^lib/policy/caller\\.ts$"],
    "Auth decides who may do what.",
  ),
  layer(
    "verbs-are-the-admin",
    "^lib/admin/",
    [
      DATABASE,
      "^lib/(admin|auth|crypto|errors|llm|providers|pricing|quotas|ledger|policy|egress|telemetry|proof/document)/",
      MONEY,
      "^lib/admin-api/schemas/",
    ],
    "A verb checks permission, changes, audits; it does not know HTTP.",
  ),
  layer(
    "proof-document-stands-alone",
    "^lib/proof/document/",
    [CANONICAL],
    "A document is verified without a server, so verifying depends on nothing.",
  ),
  layer(
    "proof-asks-from-outside",
    "^lib/proof/(?!document/)",
    [DATABASE, MONEY, "^lib/(proof/document|admin|admin-api|auth|crypto|errors|egress|telemetry)/", GATEWAY_ROUTES],
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
    ["^lib/(admin-api|admin|auth|errors|llm|telemetry|crypto|providers|quotas|pricing)/", MONEY, DATABASE],
    "Routes parse, call a verb, answer.",
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

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one idea in two places.",
      from: {},
      to: { circular: true },
    },
    {
      name: "runtime-is-the-composition-root",
      severity: "error",
      comment: "Only what starts a process or adapts it to Next may compose it.",
      from: {
        path: "^(app|components|lib|db)/",
        pathNot: ["^lib/(runtime|process|bootstrap)/", "^app/api/", "^app/.*layout\\.tsx$", TESTS],
      },
      to: { path: "^lib/(runtime|bootstrap|process)/" },
    },
    {
      name: "providers-never-each-other",
      severity: "error",
      comment:
        "One provider's folder never knows another's; the OpenAI-compatible base and framing are the exceptions.",
      from: { path: "^lib/providers/([^/]+)/", pathNot: [HOSTS, TESTS] },
      to: {
        path: "^lib/providers/([^/]+)/",
        pathNot: ["^lib/providers/$1/", "^lib/providers/(openai-compatible|sse|framing|testing)/"],
      },
    },
    {
      name: "hosts-know-the-makers",
      severity: "error",
      comment:
        "A cloud that hosts other vendors' models may know what those say of them and, where it kept it, their format.",
      from: { path: HOSTS, pathNot: TESTS },
      to: {
        path: "^lib/providers/([^/]+)/",
        pathNot: [HOSTS, "^lib/providers/(openai-compatible|sse|framing|testing|openai|anthropic|gemini)/"],
      },
    },
    {
      name: "endpoints-never-each-other",
      severity: "error",
      comment: "One inbound dialect never knows another's wire format.",
      from: { path: "^lib/gateway/endpoints/([^/]+)/", pathNot: TESTS },
      to: { path: "^lib/gateway/endpoints/([^/]+)/", pathNot: "^lib/gateway/endpoints/$1/" },
    },
    {
      name: "aggregates-never-each-other",
      severity: "error",
      comment:
        "A page's components may use another aggregate's queries and words, not its components. forms/ and quotas/ serve every aggregate.",
      from: { path: "^components/([^/]+)/", pathNot: ["^components/(shell|palette)/", TESTS] },
      to: {
        path: "^components/([^/]+)/",
        pathNot: ["^components/($1|ui|charts|shell|forms|quotas)/", "-(queries|mutations|words)\\.ts$"],
      },
    },
    {
      name: "primitives-know-no-product",
      severity: "error",
      comment: "ui/ and charts/ have no product words.",
      from: { path: "^components/(ui|charts)/", pathNot: TESTS },
      to: { path: OURS, pathNot: ["^components/(ui|charts)/", MONEY] },
    },
    {
      name: "product-never-imports-proofs",
      severity: "error",
      comment: "Tests, benchmarks and tools may know the product; never the other way round.",
      from: { path: "^(app|components|lib|db|server\\.ts)", pathNot: TESTS },
      to: { path: `^(bench|e2e|scripts)/|${TESTS}` },
    },
    {
      name: "next-and-react-stay-in-front",
      severity: "error",
      comment:
        "The data plane and the verbs are plain functions; only pages, sign-in and the process know the framework.",
      from: { path: "^(lib|db)/", pathNot: ["^lib/(auth|runtime|process)/", "^lib/admin-api/client/", TESTS] },
      to: { path: "^node_modules/(next|next-auth|react|react-dom|@tanstack)/" },
    },
    {
      name: "undici-only-in-egress",
      severity: "error",
      comment: "One place opens outbound sockets, so one place enforces where they may go.",
      from: { path: "^(app|components|lib|db|server\\.ts)", pathNot: ["^lib/egress/", TESTS] },
      to: { path: "^node_modules/undici/" },
    },
    {
      name: "no-vendor-kits",
      severity: "error",
      comment: "Wire code is ours; vendors' kits are for conformance tests.",
      from: { path: "^(app|components|lib|db|server\\.ts)" },
      to: { path: "^node_modules/(openai|@anthropic-ai|@google/genai|ai)/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      comment: "An import that resolves to nothing.",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-dependencies",
      severity: "error",
      comment: "What runs in production is a dependency.",
      from: { path: "^(app|components|lib|db|server\\.ts)", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|\\.next|dist|\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
