import { parseArgs } from "node:util";

export interface ProveOptions {
  /** Where the signed document goes; null: nowhere. */
  json: string | null;
  /** A document to verify instead of proving anything. */
  verify: string | null;
  /** The public key it must be signed by, base64url. */
  key: string | null;
}

export const USAGE = `npm run prove                              try every control through every route of the running server
npm run prove -- --json out.json           and keep the signed document
npm run prove -- --verify out.json         verify a document; needs no server
npm run prove -- --verify out.json --key K and that it was signed by this public key (Settings, Proof of enforcement)

GATEHOUSE_URL    the server, when it is not the one of this checkout
GATEHOUSE_TOKEN  an API token with the scopes proofs:run and proofs:read`;

/** Throws a sentence for what it does not know. */
export function readOptions(args: string[]): ProveOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "string" },
      verify: { type: "string" },
      key: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return "help";
  return { json: values.json ?? null, verify: values.verify ?? null, key: values.key ?? null };
}
