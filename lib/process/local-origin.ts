/** Where a person on this machine reaches a process that listens on `host` and `port`; no trailing slash. */
export function localOrigin(host: string, port: number): string {
  const anyAddress = host === "0.0.0.0" || host === "::";
  const name = anyAddress ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
