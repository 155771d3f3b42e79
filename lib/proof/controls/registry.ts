import type { Control } from "../control";
import { bodyMalformed } from "./body-malformed";
import { bodyOversized } from "./body-oversized";
import { budgetCrowd } from "./budget-crowd";
import { budgetUsedUp } from "./budget-used-up";
import { concurrency } from "./concurrency";
import { cookieIgnored } from "./cookie-ignored";
import { goodKeyAnswered } from "./good-key-answered";
import { keyDisabled } from "./key-disabled";
import { keyExpired } from "./key-expired";
import { keyMalformed } from "./key-malformed";
import { keyMissing } from "./key-missing";
import { keyNotAdmin } from "./key-not-admin";
import { keyRevoked } from "./key-revoked";
import { keyUnknown } from "./key-unknown";
import { limitZero } from "./limit-zero";
import { modelForbidden } from "./model-forbidden";
import { modelUnknown } from "./model-unknown";
import { modelUnpriced } from "./model-unpriced";
import { rateRequests } from "./rate-requests";
import { rateTokens } from "./rate-tokens";
import { secretRotated } from "./secret-rotated";
import { streamAborted } from "./stream-aborted";

/** The rows of the matrix, in its order. What does not exist yet is not here: a control is listed once it can be tried. */
export const CONTROLS: readonly Control[] = [
  goodKeyAnswered,
  keyMissing,
  keyMalformed,
  keyUnknown,
  keyRevoked,
  keyDisabled,
  keyExpired,
  secretRotated,
  modelForbidden,
  modelUnknown,
  modelUnpriced,
  budgetUsedUp,
  budgetCrowd,
  limitZero,
  rateRequests,
  rateTokens,
  concurrency,
  bodyOversized,
  bodyMalformed,
  streamAborted,
  cookieIgnored,
  keyNotAdmin,
];
