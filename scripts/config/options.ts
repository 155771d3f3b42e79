import { parseArgs } from "node:util";

export type ConfigCommand =
  | { kind: "help" }
  | { kind: "export"; out: string | null }
  | { kind: "plan"; file: string; out: string | null; mayDelete: boolean; failOnDifference: boolean }
  | { kind: "apply"; plan: string };

export const USAGE = `npm run config -- export                         how the server is set up, as YAML
npm run config -- export --out gatehouse.yaml
npm run config -- plan gatehouse.yaml             what would change
npm run config -- plan gatehouse.yaml --out plan.json
npm run config -- plan gatehouse.yaml --delete    and take away what a section does not name
npm run config -- plan gatehouse.yaml --check     exit code 2 when anything differs
npm run config -- apply plan.json                 do it, if the server is still as the plan saw it

GATEHOUSE_URL    the server, when it is not the one of this checkout
GATEHOUSE_TOKEN  an API token of an owner or admin; one of an auditor can export and plan`;

/** Throws a sentence for what it does not know. */
export function readOptions(args: string[]): ConfigCommand {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      delete: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, file] = positionals;
  if (values.help || command === undefined) return { kind: "help" };
  if (command === "export") return { kind: "export", out: values.out ?? null };
  if (file === undefined) throw new Error(`Say which file.\n\n${USAGE}`);
  if (command === "apply") return { kind: "apply", plan: file };
  if (command !== "plan") throw new Error(`There is no "${command}".\n\n${USAGE}`);
  const { out = null, delete: mayDelete, check: failOnDifference } = values;
  return { kind: "plan", file, out, mayDelete, failOnDifference };
}
