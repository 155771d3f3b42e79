import type { ReactNode } from "react";
import type { ModelView } from "@/lib/admin-api/client/models";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { formatCount } from "../ui/format/format-number";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { CAPABILITIES, capabilityWord, THINKING_WORDS } from "./capability-words";
import { endpointOf, kindWord } from "./kind-words";

const unknown = <span className="text-faint">Not known</span>;
const size = (tokens: number | null) => (tokens === null ? unknown : `${formatCount(tokens)} tokens`);

/** A fact and where it is from; nothing of that where nothing is known. */
function Sourced({ value, source }: { value: ReactNode; source: string | undefined }) {
  if (source === undefined) return value;
  const host = URL.canParse(source) ? new URL(source).host : null;
  return (
    <span className="flex flex-col">
      {value}
      <span className="text-faint text-xs">
        {host === null ? (
          sourceName(source)
        ) : (
          <a href={source} target="_blank" rel="noreferrer" className="underline">
            {host}
          </a>
        )}
      </span>
    </span>
  );
}

function sourceName(source: string): string {
  return source === "operator" ? "set by hand" : source;
}

/** Sizes and what the model accepts. */
export function ModelFacts({ model }: { model: ModelView }) {
  const { capabilities, sources } = model;
  const from = (value: ReactNode, name: keyof ModelView["sources"]) => <Sourced value={value} source={sources[name]} />;
  const accepts = (model.kind === "chat" ? CAPABILITIES : []).map(({ name, label }) => {
    const word = capabilityWord(capabilities[name]);
    return { term: label, value: word === "Not known" ? unknown : from(word, name) };
  });
  return (
    <aside aria-label="About this model" className="flex flex-col gap-8">
      <Section title="About this model">
        <Card className="px-4 py-1">
          <DefinitionList
            items={[
              { term: "Kind", value: kindWord(model.kind) },
              { term: "Called through", value: <span className="font-mono text-xs">{endpointOf(model.kind)}</span> },
              { term: "Context window", value: from(size(model.contextWindow), "contextWindow") },
              { term: "Longest answer", value: from(size(model.maxOutputTokens), "maxOutputTokens") },
              {
                term: "Default max_tokens",
                value: model.defaultMaxTokens === null ? "None" : size(model.defaultMaxTokens),
              },
              ...(model.kind === "chat"
                ? [
                    {
                      term: "Thinking",
                      value: capabilities.thinking ? from(THINKING_WORDS[capabilities.thinking], "thinking") : unknown,
                    },
                  ]
                : []),
              ...accepts,
              { term: "Added", value: <TimeCell value={model.createdAt} absolute /> },
              {
                term: "Model id",
                value: <CopyableId id={model.id} what="model id" short className="relative -left-1" />,
              },
            ]}
          />
        </Card>
      </Section>
    </aside>
  );
}
