import { isIP } from "node:net";

/** Whether a text is an IP address, of either version. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}
