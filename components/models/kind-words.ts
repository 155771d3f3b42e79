import type { ModelView } from "@/lib/admin-api/client/models";

export type ModelKind = ModelView["kind"];

/** What a model does, in a word, and where callers send it, in the order they are offered. */
export const KINDS: readonly { kind: ModelKind; label: string; endpoint: string }[] = [
  { kind: "chat", label: "Chat", endpoint: "/chat/completions, /responses, /messages" },
  { kind: "embedding", label: "Embeddings", endpoint: "/embeddings" },
  { kind: "rerank", label: "Rerank", endpoint: "/rerank" },
  { kind: "moderation", label: "Moderation", endpoint: "/moderations" },
  { kind: "image", label: "Images", endpoint: "/images/generations, /images/edits" },
  { kind: "speech", label: "Speech", endpoint: "/audio/speech" },
  { kind: "transcription", label: "Transcription", endpoint: "/audio/transcriptions" },
];

export function kindWord(kind: ModelKind): string {
  return KINDS.find((one) => one.kind === kind)?.label ?? kind;
}

export function endpointOf(kind: ModelKind): string {
  return KINDS.find((one) => one.kind === kind)?.endpoint ?? "";
}
