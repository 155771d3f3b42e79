"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { type Choice, ChoiceList } from "./choice-list";

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

/** A list to choose from that is searched on the server as one types. */
export function FoundChoiceList({ label, source, selected, onSelect }: FoundChoiceListProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ["choices", source.name, wanted],
    queryFn: ({ signal }) => source.find(wanted, signal),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  return (
    <ChoiceList
      label={label}
      choices={data ?? []}
      selected={selected}
      onSelect={onSelect}
      search={{ text, onTextChange: setText }}
      emptyText={isFetching ? "Searching" : "Nobody by that name"}
    />
  );
}
