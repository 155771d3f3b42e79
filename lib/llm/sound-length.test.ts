import { describe, expect, it } from "vitest";
import { mostSeconds } from "./sound-length";

function wav(
  bytesPerSecond: number,
  seconds: number,
  { claimed, format = 1 }: { claimed?: number; format?: number } = {},
) {
  const length = bytesPerSecond * seconds;
  const file = Buffer.alloc(44 + length);
  file.write("RIFF", 0, "latin1");
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(format, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(bytesPerSecond / 2, 24);
  file.writeUInt32LE(4_000_000_000, 28);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(claimed ?? length, 40);
  return file;
}

describe("the most seconds a sound file can have", () => {
  it("are those its head tells, by the bytes that are there and not by what it claims", () => {
    expect(mostSeconds(wav(16_000, 3))).toBe(3);
    expect(mostSeconds(wav(16_000, 3, { claimed: 1 }))).toBe(3);
    expect(mostSeconds(wav(0, 3))).toBe(1);
    expect(mostSeconds(wav(16_000, 1, { format: 0x55 }))).toBe(9);
  });

  it("are those of a low rate where no head tells", () => {
    expect(mostSeconds(Buffer.alloc(20_001))).toBe(11);
    expect(mostSeconds(Buffer.from("RIFF"))).toBe(1);
    expect(mostSeconds(Buffer.alloc(0))).toBe(1);
  });
});
