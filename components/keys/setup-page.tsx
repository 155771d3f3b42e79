"use client";

import { useQuery } from "@tanstack/react-query";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { modelsQuery } from "../models/models-queries";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { CodeBlock } from "../ui/code-block";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { effectiveAccess } from "./effective-access";
import { useGatewayUrl } from "./gateway-url";
import { KeyPageSkeleton } from "./key-page-skeleton";
import { keyQuery } from "./keys-queries";
import { SetupIndex } from "./setup-index";
import type { SetupGuide } from "./setup-snippets/guide";
import { type SetupGroup, setupGroups } from "./setup-snippets/setup-guides";
import { exportSnippet } from "./snippets";

/** What to paste where, so that each tool and library calls through this Gatehouse with this key. */
export function SetupPage({ keyId }: { keyId: string }) {
  const { data: key, error, refetch } = useQuery(keyQuery(keyId));
  useCrumb(key?.name);
  if (error && !key) {
    return <LoadError title="This key could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!key) return <KeyPageSkeleton />;
  return <Setup keyDetail={key} />;
}

function Setup({ keyDetail }: { keyDetail: KeyDetail }) {
  const baseUrl = useGatewayUrl();
  const { data: models } = useQuery(modelsQuery());
  const access = effectiveAccess(keyDetail, models ?? []).models;
  const model = access.find((one) => one.refusedBecause === null) ?? access[0];
  const groups = setupGroups({ root: baseUrl.replace(/\/v1$/, ""), model: model?.name ?? "your-model" });
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Set up a client"
        description={
          <>
            Each reads a secret of {keyDetail.name} from{" "}
            <code className="font-mono text-ink text-xs">GATEHOUSE_KEY</code>. The samples name{" "}
            {model ? <code className="font-mono text-ink text-xs">{model.name}</code> : "a model"}; any other that the
            key may call works the same.
          </>
        }
      />
      <div className="grid items-start gap-8 xl:grid-cols-[12rem_minmax(0,52rem)]">
        <SetupIndex groups={groups} />
        <div className="flex min-w-0 flex-col gap-10">
          <Section title="The key in your shell" description="A secret is shown once, when it is issued or rotated.">
            <CodeBlock
              label="The key in your shell"
              samples={[{ title: "Shell", code: exportSnippet("the-secret-you-stored") }]}
            />
          </Section>
          {groups.map((group) => (
            <Group key={group.title} group={group} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Group({ group: { title, guides } }: { group: SetupGroup }) {
  return (
    <Section title={title} className="gap-6">
      {guides.map((guide) => (
        <Guide key={guide.id} guide={guide} />
      ))}
    </Section>
  );
}

function Guide({ guide: { id, title, about, samples } }: { guide: SetupGuide }) {
  return (
    <article id={id} aria-label={title} className="flex scroll-mt-16 flex-col gap-2">
      <h3 className="font-medium text-ink text-sm">{title}</h3>
      <p className="text-muted text-sm">{about}</p>
      <CodeBlock label={title} samples={samples} />
    </article>
  );
}
