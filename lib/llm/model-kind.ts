/** What a model does. A model is called through the endpoints of its kind and no others; mirrored by the check in db/schema. */
export const MODEL_KINDS = ["chat", "embedding", "rerank", "moderation", "image", "speech", "transcription"] as const;

export type ModelKind = (typeof MODEL_KINDS)[number];
