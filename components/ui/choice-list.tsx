"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { cn } from "./cn";

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  /** More words to find it by, e.g. its id. */
  keywords?: string[];
}

interface ChoiceListProps {
  label: string;
  choices: readonly Choice[];
  selected: readonly string[];
  onSelect: (value: string) => void;
  multiple?: boolean;
  emptyText?: string;
  /** The choices are found by what is typed, elsewhere; left out: typing narrows those that are given. */
  search?: { text: string; onTextChange: (text: string) => void };
}

/** A searchable list to choose from, inside a popover: arrows move, Enter chooses. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, choices, selected, onSelect, multiple = false, emptyText, search } = props;
  return (
    <Command label={label} shouldFilter={search === undefined} className="flex flex-col">
      <Command.Input
        {...(search ? { value: search.text, onValueChange: search.onTextChange } : {})}
        placeholder={`Find ${label.toLowerCase()}`}
        className="h-9 border-b bg-transparent px-3 text-sm outline-none placeholder:text-faint max-md:text-lg"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-faint text-sm">
          {emptyText ?? "Nothing by that name"}
        </Command.Empty>
        {choices.map((choice) => (
          <Command.Item
            key={choice.value}
            value={choice.value}
            keywords={[choice.label, ...(choice.keywords ?? [])]}
            onSelect={() => onSelect(choice.value)}
            className="flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-hover"
          >
            <Mark on={selected.includes(choice.value)} multiple={multiple} />
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            {choice.hint ? <span className="truncate text-faint text-xs">{choice.hint}</span> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function Mark({ on, multiple }: { on: boolean; multiple: boolean }) {
  return (
    <span
      className={cn(
        "flex size-4 shrink-0 items-center justify-center rounded-xs",
        multiple && (on ? "border border-accent bg-accent text-on-accent" : "border border-line-strong"),
      )}
    >
      {on ? <Check className="size-3" strokeWidth={3} aria-label="Chosen" /> : null}
    </span>
  );
}
