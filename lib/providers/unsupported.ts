import { AppError } from "@/lib/errors/app-error";

/** The refusal of a parameter whose loss would change what the call means. `subject` completes "This model cannot take …". */
export function unsupported(param: string, subject: string): AppError {
  return new AppError(
    "unsupported_parameter",
    `This model cannot take ${subject} (\`${param}\`). Remove it or choose another model.`,
    { param },
  );
}
