import { z } from "zod";

/** Control characters, lone surrogates and invisible direction marks have no place in a name people must recognise. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

/** One line of text of 1 to `max` characters, trimmed. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text), "must not have control or invisible characters");
}

/** A line that may be empty. */
export function optionalLine(max: number) {
  return z.union([z.literal(""), line(max)]);
}

const ID_REST = /^[0-9A-Za-z]{1,40}$/;

/** An id with its prefix, such as `key_…`; any other text is refused before the database is asked. */
export function idOf(prefix: string) {
  return z
    .string()
    .refine(
      (text) => text.startsWith(`${prefix}_`) && ID_REST.test(text.slice(prefix.length + 1)),
      `must be an id that starts with ${prefix}_`,
    )
    .meta({ example: `${prefix}_0KbX2m9QhT4vWcYz8LnR5sPdE` });
}
