import type { ModelView } from "@/lib/admin-api/client/models";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { formatCount } from "../ui/format/format-number";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { CAPABILITIES, capabilityWord, THINKING_WORDS } from "./capability-words";

const unknown = <span className="text-faint">Not known</span>;
const size = (tokens: number | null) => (tokens === null ? unknown : `${formatCount(tokens)} tokens`);

/** Sizes and what the model accepts. */
export function ModelFacts({ model }: { model: ModelView }) {
  const { capabilities } = model;
  const accepts = CAPABILITIES.map(({ name, label }) => {
    const word = capabilityWord(capabilities[name]);
    return { term: label, value: word === "Not known" ? unknown : word };
  });
  return (
    <aside aria-label="About this model" className="flex flex-col gap-8">
      <Section title="About this model">
        <Card className="px-4 py-1">
          <DefinitionList
            items={[
              { term: "Context window", value: size(model.contextWindow) },
              { term: "Longest answer", value: size(model.maxOutputTokens) },
              {
                term: "Default max_tokens",
                value: model.defaultMaxTokens === null ? "None" : size(model.defaultMaxTokens),
              },
              { term: "Thinking", value: capabilities.thinking ? THINKING_WORDS[capabilities.thinking] : unknown },
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
