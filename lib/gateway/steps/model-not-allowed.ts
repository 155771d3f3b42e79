import { AppError } from "@/lib/errors/app-error";

/** The error for a model that a key may not call; like a quota's, it leads to the form that asks for it, filled in. */
export function modelNotAllowed(
  sentence: string,
  { keyId, model }: { keyId: string; model: string },
  publicUrl: string,
): AppError {
  const url = `${publicUrl}/access-requests/new?${new URLSearchParams({ kind: "models", key: keyId, model })}`;
  return new AppError("model_not_allowed", `${sentence} Ask for it: ${url}`, {
    param: "model",
    refusal: { model, key_id: keyId, request_url: url },
  });
}
