"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { type KeyboardEvent as KeyPress, type RefObject, useCallback, useEffect, useRef } from "react";
import { cn } from "./cn";
import { useWaitingEnter } from "./use-waiting-enter";

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  /** More words to find it by, e.g. its id. */
  keywords?: string[];
}

/** Choices that are found elsewhere, by what is typed. */
export interface ChoiceSearch {
  text: string;
  onTextChange: (text: string) => void;
  /** The text that the choices were found by; undefined before the first answer. */
  answered: string | undefined;
  /** The choices are still those of an earlier text. They stay in view, and Enter chooses none of them. */
  isBehind: boolean;
  /** Enter was pressed meanwhile. */
  onEnterBehind: () => void;
}

interface ChoiceListProps {
  label: string;
  /** Undefined while they are being read: Enter then waits for them. */
  choices: readonly Choice[] | undefined;
  selected: readonly string[];
  onSelect: (value: string) => void;
  multiple?: boolean;
  emptyText?: string;
  /** Left out: typing narrows the choices that are given. */
  search?: ChoiceSearch;
}

/** A searchable list to choose from, inside a popover: arrows move, Enter chooses. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, choices, selected, onSelect, multiple = false, emptyText, search } = props;
  const list = useFirstOf(search?.answered);
  const wait = useEnterBeforeChoices(list, choices);
  const isBehind = search?.isBehind === true || choices === undefined;
  const onKeyDown = (event: KeyPress) => {
    if (event.nativeEvent.isComposing || !isBehind) return;
    if (event.key === "Enter") {
      event.preventDefault();
      (search?.onEnterBehind ?? wait.begin)();
    } else wait.cancel();
  };
  return (
    <Command
      ref={list}
      label={label}
      shouldFilter={search === undefined}
      onKeyDown={onKeyDown}
      className="flex flex-col"
    >
      <Command.Input
        {...(search ? { value: search.text, onValueChange: search.onTextChange } : {})}
        placeholder={`Find ${label.toLowerCase()}`}
        className="h-9 border-b bg-transparent px-3 text-sm outline-none placeholder:text-faint max-md:text-lg"
      />
      <Command.List
        aria-busy={isBehind}
        className="max-h-72 overflow-y-auto p-1 transition-opacity duration-150 aria-busy:opacity-60"
      >
        <Command.Empty className="px-2 py-4 text-center text-faint text-sm">
          {emptyText ?? (choices === undefined ? "Loading" : "Nothing by that name")}
        </Command.Empty>
        {choices?.map((choice) => (
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

/** What Enter chooses, once there are choices, is the first that what is typed by then leaves; cmdk knows it a moment later. */
function useEnterBeforeChoices(list: RefObject<HTMLDivElement | null>, choices: readonly Choice[] | undefined) {
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const choose = useCallback(() => {
    timer.current = window.setTimeout(() => press(list.current, "Enter"));
  }, [list]);
  return useWaitingEnter({ answer: choices, choose });
}

/** A key as cmdk hears it: it has no other way to be told. */
function press(list: HTMLDivElement | null, key: "Home" | "Enter"): void {
  list?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}

/** Highlights the first choice of each answer: left alone, cmdk stays at the one that was highlighted before, wherever it is now. */
function useFirstOf(answered: string | undefined): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answered === undefined) return;
    // Its own way to say so; a controlled value would leave `aria-activedescendant` behind.
    press(list.current, "Home");
  }, [answered]);
  return list;
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
