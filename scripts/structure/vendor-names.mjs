import ts from "typescript";
import { placeOf, walk } from "./source-files.mjs";

/** Names of companies and their products that may appear in code only inside their own folder. */
const VENDORS =
  /\b(openai|anthropic|claude|gemini|google|azure|bedrock|cohere|mistral|groq|deepseek|openrouter|ollama|portkey|litellm)\b/i;
/** Places where a vendor's name is the subject, and why. */
const ALLOWED = [
  /^lib\/providers\//, // one folder per provider, and the registry that lists them
  /^lib\/gateway\/endpoints\//, // one folder per inbound dialect
  /^lib\/pricing\/catalog-sources\.ts$/, // what the price library calls its providers
  /^lib\/errors\//, // the status and type each dialect gives an error
  /^lib\/env\.ts$/, // names of environment variables
  /^lib\/admin-api\/schemas\//, // examples in the description of the API
  /^lib\/auth\//, // presets of identity providers
  /^components\/.*(snippet|provider|sign-in|icon)/, // what users read and paste
];
/** Names of wire formats, which are dialects and not companies. */
const DIALECTS = new Set([
  "openai-chat",
  "openai-completions",
  "openai-responses",
  "openai-realtime",
  "anthropic-messages",
  "gemini",
  "openai",
  "anthropic",
]);

/** Complaints about vendor names in identifiers and strings; comments may explain. */
export function vendorNames(file) {
  if (file.isTest || file.isTooling || ALLOWED.some((place) => place.test(file.path))) return [];
  const complaints = [];
  walk(file.tree, (node) => {
    const text = ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isJsxText(node) ? node.text : "";
    const words = `${text} ${text.replace(/([a-z])([A-Z])/g, "$1 $2")}`;
    const isPath =
      ts.isStringLiteralLike(node) && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent));
    if (!isPath && !DIALECTS.has(text) && VENDORS.test(words)) {
      complaints.push(`${placeOf(file, node)}: names a vendor outside its folder ("${text.slice(0, 40)}")`);
    }
  });
  return complaints;
}
