import type { EmbedRequest } from "@/lib/llm/embed";
import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf } from "@/lib/llm/read-json";
import { guessInput } from "@/lib/sizing/size-input";
import type { CallHead } from "../../endpoint";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { invalid } from "../fields";
import { readModelPath } from "../read-model-path";
import { fieldsOf, textParts } from "../task-parts";
import { readEmbedRequest } from "./read-request";

const MOST_REQUESTS = 10_000;

/** What policy needs of an embedContent call or a batch of them. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody, head: Pick<CallHead, "path">): AskedTask<EmbedRequest> {
  const json = fieldsOf(body);
  const { model, verb } = readModelPath(head.path);
  const requests = verb === "embedContent" ? [json] : readRequests(json);
  for (const request of requests) requireSameModel(request, model);
  const texts = requests.flatMap((request, index) =>
    textsOf(request, verb === "embedContent" ? "" : `requests[${index}].`),
  );
  const prompt = textParts(texts, { messages: requests.length });
  return {
    model,
    kind: "embedding",
    stream: false,
    maxTokens: 0,
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    task: { units: {} },
    body,
    path: `:${verb}`,
    answer: "json",
    guessedOutput: 0,
    toHub: () => readEmbedRequest(requests),
  };
}

function readRequests({ requests }: JsonObject): JsonObject[] {
  if (!Array.isArray(requests) || requests.length === 0)
    throw invalid("requests", "`requests` must be a list of at least one embedContent request.");
  if (requests.length > MOST_REQUESTS)
    throw invalid("requests", `\`requests\` has more than ${MOST_REQUESTS} elements.`);
  return requests.map((request, index) => {
    const read = objectOf(request);
    if (read === undefined) throw invalid(`requests[${index}]`, "Each of `requests` must be an object.");
    return read;
  });
}

/** The path names the model; each request names it once more. */
function requireSameModel({ model: named }: JsonObject, model: string): void {
  if (named === undefined || named === null || named === model || named === `models/${model}`) return;
  throw invalid("model", "A request names another `model` than the path.");
}

function textsOf({ content }: JsonObject, at: string): string[] {
  const parts = arrayOf(objectOf(content)?.parts);
  if (parts.length === 0) throw invalid(`${at}content`, "`content` must have at least one part.");
  return parts.map((part, index) => {
    const text = objectOf(part)?.text;
    if (typeof text === "string") return text;
    throw invalid(`${at}content.parts[${index}]`, "Only text can be embedded here. Send parts with `text`.");
  });
}
