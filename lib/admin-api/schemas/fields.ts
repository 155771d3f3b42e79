import { z } from "zod";

/** A point in time, RFC 3339 UTC. */
export const instant = z.iso.datetime().meta({ example: "2026-11-20T09:30:00.000Z" });

/** Money in USD as a decimal string, exact to the micro-dollar. */
export const usd = z.string().meta({ description: "USD, decimal string", example: "12.345678" });

/** Whether something works now or is paused. */
export const status = z.enum(["active", "disabled"]);

/** A reference a screen can show and link. `name` is the id when the thing itself is gone. */
export const named = z.object({ id: z.string(), name: z.string() });

export type Named = z.infer<typeof named>;
