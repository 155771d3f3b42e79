import { AppError } from "@/lib/errors/app-error";
import type { PromptParts } from "@/lib/sizing/prompt-parts";
import type { Asked } from "../../asked";
import type { GatewayRequest } from "../../http";

/** Bytes that stand for a short first turn, which a session must have room for before it opens. */
const FIRST_TURN_BYTES = 40;
const RELAYED = ["openai-beta"];

/** Nothing was said yet. */
export const NOTHING_SAID: Readonly<PromptParts> = Object.freeze({
  texts: [],
  textBytes: 0,
  textChars: 0,
  messages: 0,
  nodes: 0,
  images: 0,
  soundChars: 0,
  fileChars: 0,
  references: 0,
  schemas: [],
  schemaBytes: 0,
  hasTools: false,
  speaks: false,
});

/** What policy needs to know of a session before it opens: the model, from the query. Throws AppError `invalid_request`, `unsupported_parameter`. */
export function readOpening({ query, headers }: Pick<GatewayRequest, "query" | "headers">): Asked {
  const asked = new URLSearchParams(query);
  for (const name of ["call_id", "intent"]) {
    if (!asked.has(name)) continue;
    throw new AppError("unsupported_parameter", `Gatehouse opens sessions by \`model\` only, not by \`${name}\`.`, {
      param: name,
    });
  }
  const [model, second] = asked.getAll("model");
  if (model === undefined || model === "" || second !== undefined) {
    throw new AppError("invalid_request", "Name one model in the query: /realtime?model=…", { param: "model" });
  }
  const passed = RELAYED.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : []));
  const prompt = { ...NOTHING_SAID, textBytes: FIRST_TURN_BYTES, textChars: FIRST_TURN_BYTES, messages: 1 };
  return {
    model,
    stream: true,
    includeUsage: false,
    streamOptions: undefined,
    maxTokens: null,
    maxTokensMembers: [],
    choices: 1,
    prompt,
    inputTokensEstimate: 0,
    endUser: null,
    needs: { jsonSchema: false, forcedTool: false, sampling: false },
    relayHeaders: Object.fromEntries(passed),
    body: { bytes: Buffer.from(query), scan: { members: [], objectEnd: -1 }, json: {} },
    toHub() {
      throw new AppError("unsupported_parameter", "a session stays with its model");
    },
  };
}
