import { getRuntime } from "@/lib/runtime/current";

export const dynamic = "force-dynamic";

/** Every method goes to SCIM, which answers for all of them, 405 included. */
async function handle(request: Request): Promise<Response> {
  return getRuntime().scimApi.fetch(request);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
