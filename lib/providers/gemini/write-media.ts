import type { AudioBlock, DocumentBlock, ImageBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { unsupported } from "../unsupported";
import type { GeminiFacts } from "./models";
import { isUploadedFile } from "./uploaded-file";

const TYPE_OF_EXTENSION: ReadonlyMap<string, string> = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
  ["gif", "image/gif"],
  ["heic", "image/heic"],
  ["pdf", "application/pdf"],
  ["mp4", "video/mp4"],
]);

/** A picture, file or recording as a part: inline, or by its URL where the model fetches it. Throws for what the model cannot take. */
export function writeMedia(
  block: ImageBlock | DocumentBlock | AudioBlock,
  { facts, accepts }: { facts: GeminiFacts; accepts: TargetCapabilities },
): JsonObject {
  if (block.type === "audio") return { inlineData: { mimeType: `audio/${block.format}`, data: block.data } };
  if (block.type === "image" && accepts.images === false) throw unsupported("messages", "images");
  const { source } = block;
  switch (source.kind) {
    case "base64":
      return { inlineData: { mimeType: source.mediaType, data: source.data } };
    case "text":
      return {
        text: block.type === "document" && block.title !== undefined ? `${block.title}\n\n${source.text}` : source.text,
      };
    case "url":
      if (isUploadedFile(source.url)) throw unsupported("messages", "files that were uploaded to the provider");
      if (!facts.fetchesUrls && !source.url.startsWith("gs://")) throw unsupported("messages", "files by URL");
      return { fileData: { fileUri: source.url, mimeType: typeOfUrl(source.url, block.type) } };
  }
}

/** The API wants a type and a URL has none: the extension decides, otherwise the commonest of its kind. */
function typeOfUrl(url: string, kind: "image" | "document"): string {
  const [, extension = ""] = /\.([a-z0-9]+)(?:[?#]|$)/i.exec(url) ?? [];
  return TYPE_OF_EXTENSION.get(extension.toLowerCase()) ?? (kind === "image" ? "image/jpeg" : "application/pdf");
}
