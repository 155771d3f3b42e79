import { z } from "zod";
import { idOf, line } from "./text";

const timeZone = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .meta({ description: "Where a day begins, in limits and charts: an IANA name.", example: "Europe/Berlin" });

export const organization = z.object({ id: idOf("org"), name: z.string(), timeZone }).meta({ id: "Organization" });

export const updateOrganizationInput = z
  .strictObject({ name: line(120).optional(), timeZone: timeZone.optional() })
  .refine((input) => Object.values(input).some((value) => value !== undefined), "must change something")
  .meta({ id: "UpdateOrganization" });

export type Organization = z.output<typeof organization>;
export type UpdateOrganizationInput = z.input<typeof updateOrganizationInput>;
