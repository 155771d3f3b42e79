const JWT = /^[\w-]+\.([\w-]+)\.[\w-]*$/;

/** Claims as somebody pastes them: a JSON object, or a whole ID token, whose signature nobody needs here. Null for anything else. */
export function readClaims(text: string): Record<string, unknown> | null {
  const payload = JWT.exec(text.trim())?.[1];
  try {
    const value: unknown = JSON.parse(payload === undefined ? text : decode(payload));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function decode(payload: string): string {
  const bytes = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
