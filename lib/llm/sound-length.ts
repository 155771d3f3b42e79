/** Sound below 16 kbit/s is rare: no file of so many bytes is longer. */
const LEAST_BYTES_PER_SECOND = 2_000;
const FIRST_CHUNK = 12;
/** Before the samples; files have two or three. */
const MOST_CHUNKS = 32;

/** The most seconds a sound file can have: what the head of a WAV file says, else what its bytes could hold at a low rate. */
export function mostSeconds(file: Buffer): number {
  return Math.max(1, Math.ceil(wavSeconds(file) ?? file.length / LEAST_BYTES_PER_SECOND));
}

/** Samples as they are, whole or floating: what any reader must play at the rate that the head tells. */
const PLAIN_SAMPLES = [1, 3];

/** Null but for plain samples (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0"). */
function wavSeconds(file: Buffer): number | null {
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, FIRST_CHUNK) !== "WAVE") return null;
  let bytesPerSecond = 0;
  for (let at = FIRST_CHUNK, chunks = 0; at + 8 <= file.length && chunks < MOST_CHUNKS; chunks++) {
    const [name, length] = [file.toString("latin1", at, at + 4), file.readUInt32LE(at + 4)];
    if (name === "fmt " && at + 24 <= file.length) bytesPerSecond = sampleRate(file, at + 8);
    // The bytes that are there, whatever the head claims.
    if (name === "data") return bytesPerSecond > 0 ? (file.length - at - 8) / bytesPerSecond : null;
    at += 8 + length + (length % 2);
  }
  return null;
}

/** Bytes of a second by channels, samples and bits, not by the sum of them that stands beside and that no reader needs. */
function sampleRate(file: Buffer, at: number): number {
  const [format, channels, rate, bits] = [
    file.readUInt16LE(at),
    file.readUInt16LE(at + 2),
    file.readUInt32LE(at + 4),
    file.readUInt16LE(at + 14),
  ];
  return PLAIN_SAMPLES.includes(format) ? (channels * rate * bits) / 8 : 0;
}
