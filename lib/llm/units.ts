/** What some calls are charged by beside tokens: pictures made, seconds heard, characters spoken, searches ranked. */
export const UNITS = ["picture", "second", "character", "search"] as const;

export type Unit = (typeof UNITS)[number];

/** Whole units of one call; a unit that is missing was not used. */
export type Units = Partial<Record<Unit, number>>;
