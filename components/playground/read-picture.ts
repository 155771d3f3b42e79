const KINDS = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const MOST_BYTES = 5 * 1024 * 1024;

/** A picture as a `data:` URL. Throws a sentence for what no model takes. */
export async function readPicture(file: Blob & { name: string }): Promise<string> {
  if (!KINDS.has(file.type)) throw new Error(`${file.name} is no PNG, JPEG, GIF or WebP picture.`);
  if (file.size > MOST_BYTES) throw new Error(`${file.name} has more than 5 MB. Send a smaller one.`);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });
}
