const ADDRESS = /^[0-9A-Fa-f.:]{3,45}$/;

/**
 * The caller's address, which the door of this process put into the header in place of what came (`lib/process/dispatch`); null when it is not
 * known. For the audit log and to tell who fails too often apart, never to let anybody in.
 */
export function clientAddressOf(request: Request): string | null {
  const reported = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return ADDRESS.test(reported) ? reported : null;
}
