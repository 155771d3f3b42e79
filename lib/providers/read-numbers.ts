import { AppError } from "@/lib/errors/app-error";
import type { Json } from "@/lib/llm/json";

/** Lists of numbers, one for each text that was sent. Throws AppError `upstream_error` for anything else. */
export function readNumbers(lists: readonly (Json | undefined)[], count: number): number[][] {
  const vectors = lists.map((list) => (Array.isArray(list) ? list.filter((one) => typeof one === "number") : []));
  const isWhole = vectors.every((vector, index) => vector.length > 0 && vector.length === lengthOf(lists[index]));
  if (isWhole && vectors.length === count) return vectors;
  throw new AppError(
    "upstream_error",
    "The provider's answer could not be read. Try again; if it persists, tell your administrator.",
    {
      internal: `${vectors.length} vectors for ${count} texts`,
    },
  );
}

function lengthOf(list: Json | undefined): number {
  return Array.isArray(list) ? list.length : 0;
}
