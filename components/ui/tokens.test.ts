import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = [number, number, number];
const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");

function theme(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]));
}

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const rgb = (hex: string): Rgb => {
  const at = (from: number) => linear(Number.parseInt(hex.slice(from, from + 2), 16) / 255);
  return [at(1), at(3), at(5)];
};
const luminance = (hex: string) => {
  const [r, g, b] = rgb(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** Machado et al. 2009, full severity. */
const SIGHT: Record<string, [Rgb, Rgb, Rgb]> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};
const dot = (row: Rgb, v: Rgb) => Math.max(0, row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
/** OKLab, whose distances are as far apart as they look. */
const perceived = (v: Rgb): Rgb => {
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], v));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], v));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], v));
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const apart = (one: string, other: string, sight: [Rgb, Rgb, Rgb]) => {
  const see = (hex: string) => perceived(sight.map((row) => dot(row, rgb(hex))) as Rgb);
  const [a, b] = [see(one), see(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

const SURFACES = ["canvas", "surface", "raised", "subtle", "hover"];
const TEXTS = ["ink", "muted", "faint", "accent-ink", "bad-ink"];
const PAIRS = [
  ...SURFACES.flatMap((surface) => TEXTS.map((text) => [text, surface])),
  ...["accent", "good", "warn", "bad", "info"].map((meaning) => [`${meaning}-ink`, `${meaning}-soft`]),
  ...["accent", "good", "warn", "bad", "info"].map((meaning) => ["ink", `${meaning}-soft`]),
  ...["accent", "accent-hover"].map((solid) => ["on-accent", solid]),
  ...["bad", "bad-hover"].map((solid) => ["on-bad", solid]),
];
const SERIES = Array.from({ length: 8 }, (_, index) => `series-${index + 1}`);

describe.each([":root", ".dark"])("colours of %s", (selector) => {
  const tokens = theme(selector);
  const colour = (name: string) => {
    const value = tokens[name];
    if (!value) throw new Error(`no token --${name} in ${selector}`);
    return value;
  };

  it.each(PAIRS)("shows %s on %s at 4.5 : 1 or better", (text = "", surface = "") => {
    expect(contrast(colour(text), colour(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...SERIES, "series-other", "focus"])("shows %s on a card at 3 : 1 or better", (name) => {
    expect(contrast(colour(name), colour("surface"))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(SIGHT))("keeps the eight series apart under %s", (kind) => {
    const sight = SIGHT[kind];
    if (!sight) throw new Error(kind);
    const pairs = SERIES.flatMap((one, index) => SERIES.slice(index + 1).map((other) => [one, other]));
    const closest = Math.min(...pairs.map(([one = "", other = ""]) => apart(colour(one), colour(other), sight)));
    expect(closest).toBeGreaterThan(0.09);
  });
});
