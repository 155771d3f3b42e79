import { AppError } from "@/lib/errors/app-error";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { SpeechAnswer, SpeechRequest } from "@/lib/llm/speech";
import type { TokenUsage } from "@/lib/llm/usage";
import type { TaskSide } from "../task-contract";
import type { callOf } from "./build-request";
import { readUsage } from "./read-usage";

/** Voices that every client of the usual dialect may name, and that no model here has; other names are for the upstream to judge. */
const VOICES_ELSEWHERE: ReadonlySet<string> = new Set([
  ...["alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse"],
]);

/** Samples without a head, the low byte first whatever RFC 2586 says of the name (Gemini API guide, "Speech generation"). */
const PLAIN_SOUND = /^audio\/(?:l16|pcm)\b/i;
const USUAL_RATE = 24_000;

/** Speech by generateContent. How it is to be said stands before the text: these models take no instructions beside it. */
export function speakSide(surface: { callOf: typeof callOf }): TaskSide<SpeechRequest, SpeechAnswer> {
  return {
    translate: {
      buildRequest: (request, target) => ({
        ...surface.callOf({ stream: false }, target),
        body: JSON.stringify(writeBody(request)),
      }),
      readAnswer: ({ body }) => readSound(body),
    },
  };
}

function writeBody({ text, voice, instructions }: SpeechRequest) {
  if (VOICES_ELSEWHERE.has(voice.toLowerCase())) {
    throw new AppError(
      "unsupported_parameter",
      `This model has no voice "${voice}" (\`voice\`). Name one of its own, such as Kore, Puck, Zephyr, Charon or Aoede.`,
      { param: "voice" },
    );
  }
  const said = instructions === undefined ? text : `${instructions}:\n${text}`;
  return {
    contents: [{ role: "user", parts: [{ text: said }] }],
    generationConfig: {
      responseModalities: ["AUDIO"],
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
    },
  };
}

/** Throws AppError `upstream_error` for an answer without sound, or with sound that is coded. */
function readSound(body: unknown): SpeechAnswer {
  const parts = arrayOf(objectOf(body)?.candidates).flatMap((one) => arrayOf(objectOf(objectOf(one)?.content)?.parts));
  const sounds = parts.map((part) => objectOf(objectOf(part)?.inlineData)).filter((sound) => sound !== undefined);
  const type = textOf(sounds[0]?.mimeType) ?? "none";
  if (!PLAIN_SOUND.test(type)) {
    throw new AppError("upstream_error", "The provider's answer could not be read. Try again.", {
      internal: `sound of type ${type.slice(0, 60)}`,
    });
  }
  const samples = Buffer.concat(sounds.map(({ data }) => Buffer.from(textOf(data) ?? "", "base64")));
  const rate = Number(/;\s*rate=(\d{4,6})/i.exec(type)?.[1] ?? USUAL_RATE);
  const usage = readUsage(body);
  return { samples, samplesPerSecond: rate, ...(usage === undefined ? {} : { usage: asSound(usage) }) };
}

/** Everything that comes out is sound, also where the details do not say so. */
function asSound(usage: TokenUsage): TokenUsage {
  return { ...usage, output: 0, audioOutput: usage.output + usage.audioOutput };
}
