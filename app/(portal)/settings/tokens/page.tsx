import type { Metadata } from "next";
import { ApiTokensPage } from "@/components/api-tokens/api-tokens-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "API tokens" };

export default function Page() {
  return (
    <Holding permission="api_tokens:read" what="API tokens">
      <ApiTokensPage />
    </Holding>
  );
}
