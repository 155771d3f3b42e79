import type { DocumentBlock, ImageBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { unsupported } from "../unsupported";

const IMAGE_FORMATS: ReadonlyMap<string, string> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
  ["image/jpg", "jpeg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
]);

const OFFICE = "application/vnd.openxmlformats-officedocument.";
const DOCUMENT_FORMATS: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "pdf"],
  ["text/csv", "csv"],
  ["application/msword", "doc"],
  [`${OFFICE}wordprocessingml.document`, "docx"],
  ["application/vnd.ms-excel", "xls"],
  [`${OFFICE}spreadsheetml.sheet`, "xlsx"],
  ["text/html", "html"],
  ["text/plain", "txt"],
  ["text/markdown", "md"],
]);

/** A picture inline or in S3; Converse fetches nothing from the web. Throws AppError `unsupported_parameter`. */
export function writeImage({ source }: ImageBlock): JsonObject {
  if (source.kind === "url") return { image: { format: formatOfUrl(source.url), source: inS3(source.url) } };
  const format = IMAGE_FORMATS.get(source.mediaType);
  if (format === undefined) throw unsupported("messages", `images of the type ${source.mediaType}`);
  return { image: { format, source: { bytes: source.data } } };
}

/** A file inline or in S3, under a name of its own; text goes as text. Throws AppError `unsupported_parameter`. */
export function writeDocument(
  { source, title }: DocumentBlock,
  names: (title: string | undefined) => string,
): JsonObject {
  switch (source.kind) {
    case "text":
      return { text: title === undefined ? source.text : `${title}\n\n${source.text}` };
    case "url":
      return { document: { format: formatOfUrl(source.url), name: names(title), source: inS3(source.url) } };
    case "base64": {
      const format = DOCUMENT_FORMATS.get(source.mediaType);
      if (format === undefined) throw unsupported("messages", `files of the type ${source.mediaType}`);
      return { document: { format, name: names(title), source: { bytes: source.data } } };
    }
  }
}

/** Names for documents: letters, digits, spaces, hyphens, parentheses and brackets only, none twice in one call. */
export function newNames(): (title: string | undefined) => string {
  const taken = new Set<string>();
  return (title) => {
    const wanted = (title ?? "")
      .replaceAll(/[^A-Za-z0-9 ()[\]-]+/g, " ")
      .replaceAll(/ +/g, " ")
      .trim()
      .slice(0, 180);
    const base = wanted === "" ? "document" : wanted;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base} (${count})`;
    taken.add(name);
    return name;
  };
}

function inS3(url: string): JsonObject {
  if (!url.startsWith("s3://")) throw unsupported("messages", "pictures and files by URL");
  return { s3Location: { uri: url } };
}

function formatOfUrl(url: string): string {
  const [, extension = "pdf"] = /\.([a-z0-9]+)$/i.exec(url) ?? [];
  return extension.toLowerCase() === "jpg" ? "jpeg" : extension.toLowerCase();
}
