import { z } from "zod";

/** The name of an environment variable that holds a secret. */
export const environmentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of an environment variable");
