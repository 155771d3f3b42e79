import { handleAuthRequest } from "@/lib/auth/auth-handler";
import { createAuthOptions } from "@/lib/auth/auth-options";
import { getRuntime } from "@/lib/runtime/current";

export const dynamic = "force-dynamic";

/** Sign-in and sign-out of browsers. */
async function handle(request: Request): Promise<Response> {
  const runtime = await getRuntime();
  return handleAuthRequest(request, createAuthOptions(runtime), runtime.publicUrl);
}

export { handle as GET, handle as POST };
