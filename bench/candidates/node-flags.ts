/** What `npm start` runs production with (scripts/start.mjs), so that every Node candidate gets the same. */
const PRODUCTION_FLAGS = ["--disable-proto=delete", "--enable-source-maps"];

/** `BENCH_PROFILE=<folder>` leaves one CPU profile per process there, to be opened in a browser's developer tools. */
const profileDir = process.env.BENCH_PROFILE;

/** Flags of every Node candidate. */
export const NODE_FLAGS =
  profileDir === undefined ? PRODUCTION_FLAGS : [...PRODUCTION_FLAGS, "--cpu-prof", `--cpu-prof-dir=${profileDir}`];
