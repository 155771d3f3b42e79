"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { modelsQuery } from "../models/models-queries";
import { CodeBlock } from "../ui/code-block";
import { CopyableId } from "../ui/copyable-id";
import { Section } from "../ui/section";
import { effectiveAccess } from "./effective-access";
import { useGatewayUrl } from "./gateway-url";
import { snippets } from "./snippets";

/** The same streamed call in every language, with this Gatehouse's base URL and a model that the key may call. */
export function KeySnippets({ keyDetail }: { keyDetail: KeyDetail }) {
  const baseUrl = useGatewayUrl();
  const { data: models } = useQuery(modelsQuery());
  const access = effectiveAccess(keyDetail, models ?? []).models;
  const model = access.find((one) => one.refusedBecause === null) ?? access[0];
  return (
    <Section
      title="Call the gateway"
      description={
        <>
          Set <code className="font-mono text-ink text-xs">GATEHOUSE_KEY</code> to a secret of this key. Any OpenAI
          client works with the base URL <CopyableId id={baseUrl} what="base URL" className="text-ink" />
        </>
      }
    >
      <CodeBlock label="Call the gateway" samples={snippets({ baseUrl, model: model?.name ?? "your-model" })} />
      <p className="text-sm">
        <Link href={`/keys/${keyDetail.id}/setup`} className="text-accent-ink hover:underline">
          Set up Claude Code, Codex, Cursor and other clients
        </Link>
      </p>
    </Section>
  );
}
