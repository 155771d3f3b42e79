import { AppError } from "@/lib/errors/app-error";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { ModelPolicy } from "@/lib/policy/snapshot";

const PLACES: Readonly<Record<ModelKind, { what: string; where: string }>> = {
  chat: { what: "a chat model", where: "/chat/completions, /responses, /messages, /completions or :generateContent" },
  embedding: { what: "an embedding model", where: "/embeddings or :embedContent" },
  rerank: { what: "a rerank model", where: "/rerank" },
  moderation: { what: "a moderation model", where: "/moderations" },
  image: { what: "an image model", where: "/images/generations or /images/edits" },
  speech: { what: "a speech model", where: "/audio/speech" },
  transcription: { what: "a transcription model", where: "/audio/transcriptions" },
};

/** A model that was called through an endpoint of another kind: 400 that says where it is called. */
export function wrongEndpoint({ name, kind }: Pick<ModelPolicy, "name" | "kind">): AppError {
  const { what, where } = PLACES[kind];
  return new AppError("wrong_endpoint", `Model "${name}" is ${what}. Call it through ${where}, below /api/v1.`, {
    param: "model",
  });
}
