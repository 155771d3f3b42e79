/**
 * Who may import whom (ARCHITECTURE.md), as errors. A layer lists what it may import; everything else of ours is refused.
 * Type-only imports count: a type that needs a forbidden layer is in the wrong place.
 */
const { layers, OURS, TESTS, HOSTS, MONEY } = require("./.dependency-layers.cjs");

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
        "A page's components may use another aggregate's queries and words, not its components. forms/, quotas/, aliases/, ceilings/, second-person/ and sessions/ serve every aggregate, and so do the fields of a key and the dialogs that show a secret once.",
      from: { path: "^components/([^/]+)/", pathNot: ["^components/(shell|palette)/", TESTS] },
      to: {
        path: "^components/([^/]+)/",
        pathNot: [
          "^components/($1|ui|charts|shell|forms|quotas|aliases|ceilings|second-person|sessions)/",
          "^components/keys/(models-field|project-field|secret-once-dialog)\\.tsx$",
          "^components/(sign-in-setup/scim-token-once|teams/sign-in-link)-dialog\\.tsx$",
          "-(queries|mutations|words)\\.ts$",
        ],
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
      name: "one-http-client",
      severity: "error",
      comment: "Upstream calls go through lib/egress/http1; undici is only the benchmark's floor.",
      from: { path: "^(app|components|lib|db|server\\.ts)" },
      to: { path: "^node_modules/undici/" },
    },
    {
      name: "one-frame-kit",
      severity: "error",
      comment: "What frames WebSocket messages can also open sockets, so only the place that may does.",
      from: { path: "^(app|components|lib|db|server\\.ts)", pathNot: ["^lib/egress/", TESTS] },
      to: { path: "^node_modules/ws/" },
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
