import {
  asBag,
  asList,
  type Dialect,
  pictureOf,
  type ScriptedAnswer,
  type ScriptedPart,
  type ScriptedUsage,
  textOf,
} from "./dialect";

const FINISH_REASON = { stop: "STOP", length: "MAX_TOKENS", tool: "STOP" } as const;
const PATH = /\/models\/([^/:]+(?::[^/]*)?):(generateContent|streamGenerateContent)(?:\?|$)/;

/** generateContent (https://ai.google.dev/api/generate-content): CRLF between events, no event names, no terminal. */
export const gemini: Dialect = {
  id: "gemini",
  readAsk(path, body) {
    const match = PATH.exec(decodeURIComponent(path));
    if (match === null) return undefined;
    const bag = asBag(body);
    const contents = asList(bag.contents).map(asBag);
    const parts = contents.flatMap((content) => asList(content.parts)).map(asBag);
    const declarations = asList(bag.tools).flatMap((tool) => asList(asBag(tool).functionDeclarations));
    const lastUser = contents.findLast((content) => content.role === "user");
    return {
      model: match[1] ?? "",
      streamed: match[2] === "streamGenerateContent",
      wantsUsage: true,
      toolNames: declarations.map((declaration) => String(asBag(declaration).name)),
      toolResults: parts
        .filter((part) => part.functionResponse !== undefined)
        .map((part) => JSON.stringify(asBag(part.functionResponse).response)),
      userText: textOf(lastUser?.parts),
      pictures: parts
        .filter((part) => part.inlineData !== undefined || part.fileData !== undefined)
        .map((part) => pictureOf(asBag(part.inlineData).data ?? asBag(part.fileData).fileUri)),
    };
  },
  whole: (answer, ask) => chunk(answer, ask.model, answer.parts.map(wholePart), true),
  frames(answer, ask) {
    const pieces = answer.parts.flatMap(piecesOf);
    const last = pieces.pop() ?? { text: "" };
    const ending = frame(chunk(answer, ask.model, [last], true));
    const repeats = Array.from({ length: answer.usageRepeats - 1 }, () => frame(chunk(answer, ask.model, [], true)));
    return [...pieces.map((piece) => frame(chunk(answer, ask.model, [piece], false))), ending, ...repeats];
  },
  errorBody: (status, message) => ({ error: { code: status, message, status: statusName(status), details: [] } }),
  errorFrame: (message) => frame({ error: { code: 503, message, status: "UNAVAILABLE" } }),
};

function frame(body: object): string {
  return `data: ${JSON.stringify(body)}\r\n\r\n`;
}

function piecesOf(part: ScriptedPart): object[] {
  if (part.type === "text") return part.pieces.map((text) => ({ text }));
  if (part.type === "thought") return part.pieces.map((text) => ({ text, thought: true }));
  return [wholePart(part)];
}

function wholePart(part: ScriptedPart): object {
  if (part.type === "text") return { text: part.pieces.join("") };
  if (part.type === "thought") return { text: part.pieces.join(""), thought: true };
  const args: unknown = JSON.parse(part.argumentPieces.join(""));
  return { functionCall: { name: part.name, args }, thoughtSignature: "c2lnbmVk" };
}

function chunk(answer: ScriptedAnswer, model: string, parts: object[], last: boolean) {
  return {
    candidates: [
      { content: { role: "model", parts }, index: 0, ...(last ? { finishReason: FINISH_REASON[answer.finish] } : {}) },
    ],
    ...(answer.usage === null ? {} : { usageMetadata: usageOf(answer.usage) }),
    modelVersion: model,
    responseId: "faulty",
  };
}

/** `candidatesTokenCount` leaves out thoughts. */
function usageOf(usage: ScriptedUsage) {
  const candidates = typeof usage.output === "number" ? usage.output - usage.reasoning : usage.output;
  const total =
    typeof usage.input === "number" && typeof usage.output === "number" ? usage.input + usage.output : "NaN";
  return {
    promptTokenCount: usage.input,
    candidatesTokenCount: candidates,
    thoughtsTokenCount: usage.reasoning,
    cachedContentTokenCount: usage.cached,
    totalTokenCount: total,
  };
}

function statusName(status: number): string {
  const names: Record<number, string> = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
    529: "UNAVAILABLE",
  };
  return names[status] ?? "INTERNAL";
}
