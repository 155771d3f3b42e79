import { handleAuthRequest } from "@/lib/auth/auth-handler";
import { getRuntime } from "@/lib/runtime/current";

export const dynamic = "force-dynamic";

/** Sign-in and sign-out of browsers. */
async function handle(request: Request): Promise<Response> {
  return handleAuthRequest(request, getRuntime());
}

export { handle as GET, handle as POST };
