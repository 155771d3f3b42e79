import { AppError } from "@/lib/errors/app-error";
import type { ChatRequest } from "@/lib/llm/chat-request";
import type { TranscriptionAnswer, TranscriptionRequest } from "@/lib/llm/transcription";
import type { Target, UpstreamRequest } from "../contract";
import type { TaskSide } from "../task-contract";
import { readAnswer } from "./read-answer";

const ASKED =
  "Write down what is said in this recording, word for word and in its own language. Answer with the transcript only.";

/** Transcripts by a model that hears, asked in words as it would be in a chat (Gemini API guide, "Audio understanding"). */
export function listenSide(surface: {
  buildRequest(request: ChatRequest, target: Target): UpstreamRequest;
}): TaskSide<TranscriptionRequest, TranscriptionAnswer> {
  return {
    translate: {
      buildRequest: (request, target) => surface.buildRequest(asChat(request), target),
      readAnswer: ({ body }) => readTranscript(body),
    },
  };
}

function asChat({ sound, format, hint, language, temperature }: TranscriptionRequest): ChatRequest {
  const asked = [
    ASKED,
    ...(language === undefined ? [] : [`It is in this language: ${language}.`]),
    ...(hint === undefined ? [] : [`What comes before it, or is spelled like this: ${hint}`]),
  ];
  return {
    model: "",
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: asked.join("\n") },
          { type: "audio", format, data: sound.toString("base64") },
        ],
      },
    ],
    tools: [],
    sampling: temperature === undefined ? {} : { temperature },
    stop: [],
    answerFormat: { kind: "text" },
    choices: 1,
    stream: false,
    includeUsage: false,
    // There is nothing to think about, and thoughts are paid for.
    reasoningEffort: "none",
    extra: {},
  };
}

/** Throws AppError `upstream_error` for what is no transcript, or not all of one. */
function readTranscript(body: unknown): TranscriptionAnswer {
  const { choices, usage } = readAnswer(body);
  const [choice] = choices;
  if (choice === undefined || choice.finish !== "stop") {
    throw new AppError("upstream_error", "The provider's answer could not be read. Try again.", {
      internal: `a transcript that ended with ${choice?.finish ?? "nothing"}`,
    });
  }
  const text = choice.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  return { text: text.trim(), made: text, ...(usage === undefined ? {} : { usage }) };
}
