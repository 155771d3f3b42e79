import { describe, expect, it } from "vitest";
import { safeMessage } from "./safe-message";

describe("safeMessage", () => {
  it.each([
    "Incorrect API key provided: sk-proj-abc123def456.",
    "Incorrect API key provided: sk-ab***************wxyz.",
    "bad key AIzaSyA1234567890abcdef",
    "Authorization: Bearer abcdef1234567890 was refused",
    "organization org-AbCdEf123456 is limited",
    "connect ECONNREFUSED 10.0.3.7:8000",
    "from http://localhost:11434/v1/chat",
    "upstream http://vllm.internal/v1 said no",
    "upstream http://vllm:8000/v1 said no",
    "host vllm-0.models.svc:8000 is down",
  ])("takes out what a caller must not see: %s", (text) => {
    expect(safeMessage(text)).toContain("[removed]");
    expect(safeMessage(text)).not.toMatch(/sk-|AIza|abcdef1234|AbCdEf|10\.0\.3\.7|localhost|vllm/);
  });

  it.each([
    "This model's maximum context length is 128000 tokens.",
    "Unknown model: claude-sonnet-4-5-20250929. See https://docs.example.com/models for the list.",
    "Invalid value at messages[0].content: expected one of 'text', 'image_url'.",
    "Rate limit reached at 12:30:15, try again in 1.4s.",
  ])("leaves a plain sentence alone: %s", (text) => expect(safeMessage(text)).toBe(text));

  it("gives nothing of a web page, and no more than 600 characters of anything", () => {
    expect(safeMessage("<!DOCTYPE html><html><body>secret</body></html>")).toBe("");
    expect(safeMessage("x ".repeat(5000))).toHaveLength(600);
    expect(safeMessage("a\u0000b\nc")).toBe("a b c");
  });
});
