/** Proves the house rules that neither the compiler nor the linter sees; exits 1 when one is broken. */
import { longFile, MEDIAN_AIM, medianLines, PATH_RULES } from "./structure/path-rules.mjs";
import { isSource, listPaths, readSource } from "./structure/source-files.mjs";
import { SYNTAX_RULES } from "./structure/syntax-rules.mjs";
import { vendorNames } from "./structure/vendor-names.mjs";

const paths = listPaths();
const files = paths.filter(isSource).map(readSource);
const fileRules = [longFile, ...SYNTAX_RULES, vendorNames];
const complaints = [
  ...PATH_RULES.flatMap((rule) => rule(paths)),
  ...files.flatMap((file) => fileRules.flatMap((rule) => rule(file))),
];

for (const complaint of complaints) console.error(complaint);
const median = medianLines(files);
console.log(
  `${files.length} source files, median ${median} lines (aim: under ${MEDIAN_AIM}), ${complaints.length} complaints`,
);
process.exitCode = complaints.length > 0 ? 1 : 0;
