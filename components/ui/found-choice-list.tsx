"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { type Choice, ChoiceList } from "./choice-list";
import { useWaitingEnter } from "./use-waiting-enter";

/** Where choices come from when there are too many to load: asked for with what was typed so far. */
export interface ChoiceSource {
  /** Names the source among queries. */
  name: string;
  find(text: string, signal: AbortSignal): Promise<Choice[]>;
}

interface FoundChoiceListProps {
  label: string;
  source: ChoiceSource;
  selected: readonly string[];
  onSelect: (value: string) => void;
}

/** A list to choose from that is searched on the server as one types. Enter before the answer is there takes its first choice. */
export function FoundChoiceList({ label, source, selected, onSelect }: FoundChoiceListProps) {
  const [text, setText] = useState("");
  const typed = text.trim();
  const wanted = useDeferredValue(typed);
  const { data, isError } = useQuery({
    queryKey: ["choices", source.name, wanted],
    queryFn: async ({ signal }) => ({ text: wanted, choices: await source.find(wanted, signal) }),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  const isBehind = data?.text !== typed;
  const failed = isError && isBehind && wanted === typed;
  const wait = useWaitingEnter({
    answer: isBehind ? undefined : data.choices,
    failed,
    choose: (choices) => {
      if (choices[0]) onSelect(choices[0].value);
    },
  });
  const onTextChange = (next: string) => {
    wait.cancel();
    setText(next);
  };
  return (
    <ChoiceList
      label={label}
      choices={data?.choices ?? []}
      selected={selected}
      onSelect={onSelect}
      search={{ text, onTextChange, answered: data?.text, isBehind, onEnterBehind: wait.begin }}
      emptyText={failed ? "The search failed" : isBehind ? "Searching" : "Nobody by that name"}
    />
  );
}
