/** Whether `thrown` is Postgres' refusal of a second row in unique index or constraint `name` (SQLSTATE 23505), however deep it is wrapped. */
export function isUniqueViolation(thrown: unknown, name: string): boolean {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && error.code === "23505" && "constraint_name" in error) return error.constraint_name === name;
  }
  return false;
}
