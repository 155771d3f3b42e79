import type { SoundFormat } from "./transcription";

/** How files of each kind begin: at which byte, and with what. */
const MARKS: readonly (readonly [SoundFormat, at: number, mark: string])[] = [
  ["wav", 8, "WAVE"],
  ["aiff", 8, "AIF"],
  ["mp4", 4, "ftyp"],
  ["ogg", 0, "OggS"],
  ["flac", 0, "fLaC"],
  ["webm", 0, "\x1a\x45\xdf\xa3"],
  ["mp3", 0, "ID3"],
];

/** What a file is by its first bytes, whatever it is called; undefined for what is none of these. */
export function soundFormat(file: Buffer): SoundFormat | undefined {
  const head = file.toString("latin1", 0, 16);
  const found = MARKS.find(([, at, mark]) => head.startsWith(mark, at));
  if (found !== undefined) return found[0];
  // Frames without a head before them: eleven bits that are set, and then the layer, which only AAC leaves out.
  const [first = 0, second = 0] = file;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  return (second & 0x06) === 0 ? "aac" : "mp3";
}
