import { invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd } from "@/lib/money";

/** Above which a budget is large, as a person wrote it. Throws AdminError `invalid_request`. */
export function readFourEyesAmount(text: string): bigint {
  const micros = microsFromUsd(text);
  if (micros === null) throw invalidField("budgetAboveUsd", "must be an amount in USD, such as 50 or 12.50");
  return micros;
}
