const ADDRESS = /^[0-9A-Fa-f.:]{3,45}$/;

/** The caller's address as the server or the proxy in front of it reports it; null when it reports none. For the audit log and to tell who fails too often apart, never to let anybody in. */
export function clientAddressOf(request: Request): string | null {
  const reported = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return ADDRESS.test(reported) ? reported : null;
}
