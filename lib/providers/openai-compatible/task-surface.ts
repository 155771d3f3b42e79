import type { Target } from "../contract";

/** Where a server's paths are, and how it is let in. */
export interface TaskSurface {
  urlOf(target: Target, path: `/${string}`): string;
  authorization(target: Target): Record<string, string>;
}
