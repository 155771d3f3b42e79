import { AppError } from "@/lib/errors/app-error";
import type { GatewayLimits } from "../deps";
import type { GatewayRequest } from "../http";
import { readMultipart } from "../multipart/read-multipart";
import type { TaskBody } from "../task-endpoint";
import { mediaTypeOf, readBytes, readJsonBody } from "./read-json-body";

/**
 * Step 2, first half, for tasks: a JSON object or a form, bounded either way. Throws AppError `unsupported_media_type`,
 * `request_too_large`, `invalid_json`, `invalid_multipart`.
 */
export async function readTaskBody(
  request: GatewayRequest,
  accepts: "json" | "form" | "either",
  limits: GatewayLimits,
): Promise<TaskBody> {
  const isForm = mediaTypeOf(request) === "multipart/form-data";
  if (accepts === "json" || (accepts === "either" && !isForm)) {
    return { kind: "json", ...(await readJsonBody(request, limits)) };
  }
  if (!isForm)
    throw new AppError("unsupported_media_type", "This endpoint takes a form with a file: send multipart/form-data.");
  const bytes = await readBytes(request, limits);
  return { kind: "form", ...readMultipart(bytes, String(request.headers["content-type"])) };
}
