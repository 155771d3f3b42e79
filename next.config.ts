import type { NextConfig } from "next";

const SECURITY_HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "x-frame-options", value: "DENY" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a check of their own (`npm run check:types`).
  typescript: { ignoreBuildErrors: true },
  // The optimizer fetches and resizes on request; nothing here needs it.
  images: { unoptimized: true },
  // Drivers and wasm are used as installed; bundling them breaks their own file look-ups.
  serverExternalPackages: ["postgres", "pino", "undici", "@electric-sql/pglite", "gpt-tokenizer"],
  turbopack: { root: import.meta.dirname },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default config;
