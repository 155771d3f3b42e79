"use client";

import { useSyncExternalStore } from "react";

const GATEWAY_PATH = "/api/v1";
const never = () => () => undefined;

/** The base URL that a client sets, as this browser reaches it: `https://ai.example.com/api/v1`. */
export function useGatewayUrl(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin + GATEWAY_PATH,
    () => GATEWAY_PATH,
  );
}
