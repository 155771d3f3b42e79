/** What the first bytes of a picture say of it. */
export interface PictureHead {
  mediaType: string;
  /** Undefined where the head does not say it at a known place. */
  size?: { width: number; height: number };
}

/** How far the frame of a JPEG is looked for: thumbnails and colour profiles stand before it. */
const MOST_SEGMENTS = 64;

/** Reads what a picture is and how large; null for what is none that models take and make. */
export function pictureHead(file: Buffer): PictureHead | null {
  const head = file.toString("latin1", 0, 16);
  if (head.startsWith("\x89PNG"))
    return sized("image/png", file.length >= 24, () => [file.readUInt32BE(16), file.readUInt32BE(20)]);
  if (head.startsWith("\xff\xd8\xff")) return jpegHead(file);
  if (head.startsWith("GIF8"))
    return sized("image/gif", file.length >= 10, () => [file.readUInt16LE(6), file.readUInt16LE(8)]);
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return { mediaType: "image/webp" };
  return null;
}

function sized(mediaType: string, isWhole: boolean, read: () => [number, number]): PictureHead {
  if (!isWhole) return { mediaType };
  const [width, height] = read();
  return { mediaType, size: { width, height } };
}

/** The frame's head is a segment whose marker is C0 to CF, but for three that are tables (ITU-T T.81, table B.1). */
function jpegHead(file: Buffer): PictureHead {
  let at = 2;
  for (let segments = 0; at + 9 <= file.length && segments < MOST_SEGMENTS; segments++) {
    const marker = file.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { mediaType: "image/jpeg", size: { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) } };
    at += 2 + file.readUInt16BE(at + 2);
  }
  return { mediaType: "image/jpeg" };
}
