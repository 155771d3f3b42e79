/** Tokens of one picture by quality: square, and of either long form (OpenAI's guide "Image generation", "Cost and latency"). */
const TOKENS: Readonly<Record<string, readonly [square: number, long: number]>> = {
  low: [272, 408],
  medium: [1_056, 1_584],
  high: [4_160, 6_240],
};

/** What one picture costs at most in output tokens; a quality or size left to the model is taken for the dearest. */
export function imageTokens(quality: string | undefined, size: string | undefined): number {
  const [square, long] = TOKENS[quality ?? ""] ?? [4_160, 6_240];
  const [width, height] = sizeOf(size);
  return width === height && width <= 1024 && width > 0 ? square : long;
}

/** `1024x1536` as numbers; zeros for anything else. */
export function sizeOf(size: string | undefined): [width: number, height: number] {
  const [, width, height] = /^(\d{1,4})x(\d{1,4})$/.exec(size ?? "") ?? [];
  return [Number(width ?? 0), Number(height ?? 0)];
}
