import { handleFetch } from "@/lib/gateway/fetch-adapter";
import { getRuntime } from "@/lib/runtime/current";

// server.ts answers these paths before Next sees them; this adapter serves hosts that run Next alone.
export const dynamic = "force-dynamic";

const serve = (request: Request) => {
  const { gateway, bodyLimitBytes } = getRuntime();
  return handleFetch(gateway, request, bodyLimitBytes);
};

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
