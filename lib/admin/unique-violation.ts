import { AdminError } from "@/lib/errors/admin-error";

/** Awaits a write; when unique index `index` refuses it, throws AdminError `name_taken` with `detail`. */
export async function orNameTaken<Result>(write: Promise<Result>, index: string, detail: string): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error, index)) throw new AdminError("name_taken", detail, { cause: error });
    throw error;
  }
}

/** Whether `thrown` is Postgres' refusal of a second row in unique index or constraint `name` (SQLSTATE 23505), however deep it is wrapped. */
export function isUniqueViolation(thrown: unknown, name: string): boolean {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && error.code === "23505" && "constraint_name" in error) return error.constraint_name === name;
  }
  return false;
}
