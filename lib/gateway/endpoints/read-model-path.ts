import { AppError } from "@/lib/errors/app-error";

const CALL = /^\/models\/(.+):([A-Za-z]+)$/s;

/** What the path of a call says: `/models/{model}:{verb}`. The model's name may hold slashes and colons; only it is decoded. */
export function readModelPath(path: string): { model: string; verb: string } {
  const [, name = "", verb = ""] = CALL.exec(path) ?? [];
  return { model: decode(name), verb };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (cause) {
    throw new AppError("invalid_request", "The model's name in the path is not valid percent-encoding.", {
      param: "model",
      cause,
    });
  }
}
