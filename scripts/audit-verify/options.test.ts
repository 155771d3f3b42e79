import { describe, expect, it } from "vitest";
import { readOptions } from "./options";

describe("the options of npm run audit:verify", () => {
  it("take a public key that starts with a dash", () => {
    const options = readOptions(["--file", "audit.jsonl", "--key", "-Xyz_", "--checkpoints", "kept.jsonl"], {});
    expect(options).toMatchObject({ file: "audit.jsonl", key: "-Xyz_", checkpoints: ["kept.jsonl"] });
  });

  it("refuse a key that was forgotten, and what they do not know", () => {
    expect(() => readOptions(["--key", "--file", "audit.jsonl"], {})).toThrow("--key");
    expect(() => readOptions(["--key"], {})).toThrow("--key");
    expect(() => readOptions(["--chain", "x"], {})).toThrow("--chain");
  });
});
