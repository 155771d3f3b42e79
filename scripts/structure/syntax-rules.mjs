import ts from "typescript";
import { placeOf, walk } from "./source-files.mjs";

const LONGEST_FUNCTION = 60;
const DEEPEST_NESTING = 3;
/** Who may read the environment: the one reader, and what runs before or beside it. */
const ENVIRONMENT_READERS = new Set(["lib/env.ts"]);
const SOCKET_MODULES = new Set(
  ["net", "tls", "http", "https", "http2", "dgram", "dns", "undici"].flatMap((name) => [name, `node:${name}`]),
);
/** Who may open sockets besides lib/egress, and why. */
const SOCKET_OWNERS = [
  /^lib\/egress\//, // the only place for outbound calls
  /^server\.ts$/, // listens
  /^lib\/process\//, // listens
  /^db\/pool\//, // connects to Postgres, so that a connection that never answers can be hung up
  /^db\/(embedded|testing)/, // serves the embedded database on a loopback socket
];
/** Who may call `fetch`: browser code asking our own API. */
const FETCH_OWNERS = [/^lib\/egress\//, /^components\//, /^lib\/admin-api\/client\//, /^app\/.*\.tsx$/];

const FUNCTIONS = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);
const NESTING = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
]);

/** Complaints about every node of the file for which `check` returns a sentence. */
function eachNode(file, check) {
  const complaints = [];
  walk(file.tree, (node) => {
    const sentence = check(node);
    if (sentence) complaints.push(`${placeOf(file, node)}: ${sentence}`);
  });
  return complaints;
}

function lineSpan(file, node) {
  const lineAt = (position) => file.tree.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.getEnd()) - lineAt(node.getStart(file.tree)) + 1;
}

/** Test bodies and their `describe`s are lists, not functions. */
function longFunctions(file) {
  if (file.isTest) return [];
  return eachNode(file, (node) => {
    if (!FUNCTIONS.has(node.kind) || node.body === undefined) return undefined;
    const span = lineSpan(file, node);
    return span > LONGEST_FUNCTION ? `a function of ${span} lines, at most ${LONGEST_FUNCTION}` : undefined;
  });
}

function isElseIf(node) {
  return ts.isIfStatement(node) && ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
}

function deepNesting(file) {
  const complaints = [];
  const visit = (node, depth) => {
    const deeper = NESTING.has(node.kind) && !isElseIf(node) ? depth + 1 : depth;
    if (deeper > DEEPEST_NESTING && deeper > depth)
      complaints.push(`${placeOf(file, node)}: nested ${deeper} deep, at most ${DEEPEST_NESTING}`);
    const inside = FUNCTIONS.has(node.kind) ? 0 : deeper;
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(file.tree, 0);
  return complaints;
}

function looseTypes(file) {
  const complaints = eachNode(file, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) return "`any`";
    return ts.isNonNullExpression(node) ? "a non-null `!`" : undefined;
  });
  const silenced = [...file.text.matchAll(/@ts-(ignore|expect-error|nocheck)\b/g)].map(
    (match) => `${file.path}: ${match[0]}`,
  );
  return file.path.startsWith("scripts/structure/") ? complaints : [...complaints, ...silenced];
}

function serverActions(file) {
  return eachNode(file, (node) =>
    ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) && node.expression.text === "use server"
      ? "a Server Action; mutations go through the management API"
      : undefined,
  );
}

function environmentReads(file) {
  if (file.isTest || file.isTooling || ENVIRONMENT_READERS.has(file.path)) return [];
  return eachNode(file, (node) =>
    ts.isPropertyAccessExpression(node) && node.getText(file.tree) === "process.env"
      ? "reads process.env; only lib/env.ts does"
      : undefined,
  );
}

function importsValue(node) {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return undefined;
  const clause = node.importClause;
  const named = clause?.namedBindings;
  const onlyTypes =
    clause?.isTypeOnly ||
    clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (named && ts.isNamedImports(named) && !clause.name && named.elements.every((element) => element.isTypeOnly));
  return onlyTypes ? undefined : node.moduleSpecifier.text;
}

function rawSockets(file) {
  if (file.isTest || file.isTooling) return [];
  const mayListen = SOCKET_OWNERS.some((owner) => owner.test(file.path));
  const mayFetch = FETCH_OWNERS.some((owner) => owner.test(file.path));
  return eachNode(file, (node) => {
    if (!mayListen && SOCKET_MODULES.has(importsValue(node))) return "opens sockets; only lib/egress does";
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText(file.tree) : "";
    const fetches =
      called === "fetch" || called === "globalThis.fetch" || called === "WebSocket" || called === "EventSource";
    return fetches && !mayFetch ? `calls ${called}; outbound calls belong to lib/egress` : undefined;
  });
}

function teeing(file) {
  if (file.isTest) return [];
  return eachNode(file, (node) =>
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "tee"
      ? "tee() buffers without bound for the slower reader"
      : undefined,
  );
}

function builtPatterns(file) {
  if (file.isTest || file.isTooling) return [];
  return eachNode(file, (node) => {
    const builds =
      (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(file.tree) === "RegExp";
    const fixed = builds && node.arguments?.every((argument) => ts.isStringLiteralLike(argument));
    return builds && !fixed ? "a pattern built at run time can be made to hang" : undefined;
  });
}

function unfinished(file) {
  if (file.path.startsWith("scripts/structure/")) return [];
  return [...file.text.matchAll(/\/[/*].*\b(TODO|FIXME|XXX|HACK)\b/g)].map((match) => `${file.path}: ${match[1]}`);
}

/** Rules over one source file. */
export const SYNTAX_RULES = [
  longFunctions,
  deepNesting,
  looseTypes,
  serverActions,
  environmentReads,
  rawSockets,
  teeing,
  builtPatterns,
  unfinished,
];
