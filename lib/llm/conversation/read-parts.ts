import { firstText, isShape, list, type Shape, shape, textOf } from "./shapes";
import type { Part } from "./turn";

type ReadPart = (part: Shape) => Part[];

const asText: ReadPart = (part) => said("text", part.text ?? part.refusal);
const asReasoning: ReadPart = (part) => {
  const summary = list(part.summary).map((line) => textOf(shape(line).text));
  return said("reasoning", firstText(part.thinking, part.text, part.reasoning, summary.join("\n")));
};
const asCall: ReadPart = (part) => [
  { kind: "tool_call", name: firstText(part.name) ?? "a tool", text: textOf(part.input ?? part.arguments) },
];
const asResult: ReadPart = (part) => [
  {
    kind: "tool_result",
    name: firstText(part.name, part.tool_use_id, part.call_id),
    text: plain(part.content ?? part.output),
  },
];
const asMedia: ReadPart = (part) => [{ kind: "media", text: nameMedia(part) }];

/** By what a part says it is. */
const BY_TYPE: Readonly<Record<string, ReadPart>> = {
  text: asText,
  input_text: asText,
  output_text: asText,
  refusal: asText,
  thinking: asReasoning,
  reasoning: asReasoning,
  redacted_thinking: () => [{ kind: "reasoning", text: "(redacted)" }],
  tool_use: asCall,
  function_call: asCall,
  tool_result: asResult,
  function_call_output: asResult,
  image: asMedia,
  image_url: asMedia,
  input_image: asMedia,
  input_audio: asMedia,
  audio: asMedia,
  file: asMedia,
  input_file: asMedia,
  document: asMedia,
  video: asMedia,
};

/** What a message's content says, whatever form it has. */
export function readParts(content: unknown): Part[] {
  if (typeof content === "string") return said("text", content);
  if (Array.isArray(content)) return content.flatMap(readParts);
  return isShape(content) ? readPart(content) : [];
}

function readPart(part: Shape): Part[] {
  const read = typeof part.type === "string" && Object.hasOwn(BY_TYPE, part.type) ? BY_TYPE[part.type] : undefined;
  if (read !== undefined) return read(part);
  if (isShape(part.functionCall)) return asCall({ ...part.functionCall, input: part.functionCall.args });
  if (isShape(part.functionResponse))
    return asResult({ ...part.functionResponse, content: part.functionResponse.response });
  if (part.inlineData !== undefined || part.fileData !== undefined) return asMedia(part);
  if (typeof part.text === "string") return said(part.thought === true ? "reasoning" : "text", part.text);
  return said("text", textOf(part));
}

/** The tool calls that stand beside a message's content. */
export function readToolCalls(calls: unknown): Part[] {
  return list(calls).flatMap((call) => {
    const { function: named, ...rest } = shape(call);
    return asCall(isShape(named) ? named : rest);
  });
}

export function said(kind: "text" | "reasoning", text: unknown): Part[] {
  return typeof text === "string" && text !== "" ? [{ kind, text }] : [];
}

/** The result of a tool as text. */
export function plain(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return textOf(content);
  return readParts(content)
    .map((part) => part.text)
    .join("\n");
}

/** What a picture, a sound or a file is called, without what is in it. */
function nameMedia(part: Shape): string {
  const inner = [part.image_url, part.source, part.file, part.input_audio, part.inlineData, part.fileData, part];
  for (const candidate of inner) {
    if (typeof candidate === "string") return candidate;
    const { url, fileUri, filename, file_id, media_type, mimeType, format, data } = shape(candidate);
    const name = firstText(url, fileUri, filename, file_id, data);
    const type = firstText(media_type, mimeType, format);
    if (name !== null || type !== null) return [type, name].filter((word) => word !== null).join(" ");
  }
  return firstText(part.type) ?? "media";
}
