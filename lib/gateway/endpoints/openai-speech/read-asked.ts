import type { SpeechRequest } from "@/lib/llm/speech";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { optionalNumber, optionalText, optionalWord } from "../fields";
import { fieldsOf, modelOf, textField, textParts } from "../task-parts";
import { readSpeechRequest } from "./read-request";

/** Twenty tokens of sound a second, said slowly at ten characters a second. */
const TOKENS_PER_CHARACTER = 2;
/** At the usual fifteen characters a second. */
const USUAL_TOKENS_PER_CHARACTER = 1.4;

/** What policy needs of a call that speaks. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<SpeechRequest> {
  const json = fieldsOf(body);
  const input = textField(json, "input");
  const instructions = optionalText(json, "instructions");
  const format = optionalWord(json, "stream_format", ["audio", "sse"]);
  const speed = Math.max(0.25, optionalNumber(json, "speed") ?? 1);
  const characters = [...input].length;
  const prompt = textParts([input, ...(instructions === undefined ? [] : [instructions])], { speaks: true });
  return {
    model: modelOf(json),
    kind: "speech",
    stream: format === "sse",
    maxTokens: Math.ceil((characters * TOKENS_PER_CHARACTER) / Math.min(1, speed)) + 20,
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    task: { units: { character: characters } },
    body,
    path: "/audio/speech",
    answer: "bytes",
    guessedOutput: Math.ceil((characters * USUAL_TOKENS_PER_CHARACTER) / speed),
    toHub: () => readSpeechRequest(json),
  };
}
