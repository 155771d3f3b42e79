import { expect, test } from "vitest";
import { AppError } from "./app-error";
import { ERROR_CODES, type ErrorCode } from "./error-codes";
import { renderGeminiError } from "./render-gemini-error";

const render = (error: AppError) => JSON.parse(renderGeminiError(error, "req_1")).error;

test.each(Object.keys(ERROR_CODES) as ErrorCode[])("%s has a number, a status and our code as its reason", (code) => {
  const error = new AppError(code, "Sentence.");
  expect(render(error)).toMatchObject({
    code: error.status,
    message: "Sentence.",
    status: expect.stringMatching(/^[A-Z_]+$/),
    details: [{ reason: code.toUpperCase(), domain: "gatehouse", metadata: { request_id: "req_1" } }],
  });
});

test("says when to try again, and which field is wrong in Google's own words", () => {
  const limited = render(new AppError("rate_limit_exceeded", "Wait.", { retryAfterMs: 1500 }));
  expect(limited.details).toContainEqual(expect.objectContaining({ retryDelay: "2s" }));
  const wrong = render(new AppError("unsupported_parameter", "This model cannot take it (`stop`).", { param: "stop" }));
  expect(wrong.message).toContain("`generationConfig.stopSequences`");
  expect(wrong.details[1].fieldViolations[0].field).toBe("generationConfig.stopSequences");
});
