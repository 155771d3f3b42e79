"use client";

import { ListFilter, Search, X } from "lucide-react";
import { parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from "nuqs";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "./button";
import { type Choice, ChoiceList } from "./choice-list";
import { cn } from "./cn";
import { type ChoiceSource, FoundChoiceList } from "./found-choice-list";
import { inputClasses } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export interface FilterSpec {
  /** Its name in the URL. */
  key: string;
  label: string;
  /** Undefined while they are being read. */
  choices: readonly Choice[] | undefined;
  /** Where to find them as one types, when there are too many; `choices` then only names those that are set. */
  source?: ChoiceSource;
  /** Several values at once; they are "or"ed. */
  multiple?: boolean;
}

export type FilterValues = Record<string, string[]>;

const parser = parseAsArrayOf(parseAsString).withDefault([]);

/** Filters as the URL has them: a list of values per key, empty when not set. */
export function useFilters(keys: readonly string[]) {
  const parsers = useMemo(() => Object.fromEntries(keys.map((key) => [key, parser])), [keys]);
  return useQueryStates(parsers);
}

export interface FilterBarProps {
  filters: readonly FilterSpec[];
  /** Placeholder of the search box, kept in the URL as `q`; left out, there is none. `/` focuses it. */
  search?: string;
  /** Right of the search box; the filters then have a row of their own. */
  beside?: ReactNode;
  /** At the right: time range, pause, columns. */
  children?: ReactNode;
}

/** The one filter bar: search, one chip per filter, everything in the URL. */
export function FilterBar({ filters, search, beside, children }: FilterBarProps) {
  const keys = useMemo(() => filters.map((filter) => filter.key), [filters]);
  const [values, setValues] = useFilters(keys);
  const set = keys.some((key) => (values[key]?.length ?? 0) > 0);
  const clear = () => void setValues(Object.fromEntries(keys.map((key) => [key, null])));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search ? <SearchBox placeholder={search} /> : null}
      {beside}
      <div
        className={cn(
          "flex items-center gap-2 max-md:w-full max-md:overflow-x-auto max-md:py-0.5",
          beside ? "basis-full md:flex-wrap" : "md:contents",
        )}
      >
        {filters.map((filter) => (
          <FilterChip
            key={filter.key}
            filter={filter}
            value={values[filter.key] ?? []}
            onChange={(next) => void setValues({ [filter.key]: next.length > 0 ? next : null })}
          />
        ))}
        {set ? (
          <Button variant="ghost" size="sm" onClick={clear}>
            Clear filters
          </Button>
        ) : null}
      </div>
      {children ? <div className="ml-auto flex flex-wrap items-center gap-2 max-md:w-full">{children}</div> : null}
    </div>
  );
}

const SEARCH_DELAY_MS = 250;

function SearchBox({ placeholder }: { placeholder: string }) {
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const [text, setText] = useState(query);
  const sent = useRef(query);
  // What the address says is typed only when somebody else wrote it there: an echo of one's own would take back letters typed since.
  useEffect(() => {
    if (query === sent.current) return;
    sent.current = query;
    setText(query);
  }, [query]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      void setQuery(text || null);
    }, SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, setQuery]);
  return (
    <div className="relative w-full md:w-64">
      <Search className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint" aria-hidden />
      <input
        type="search"
        data-page-search
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={cn(inputClasses, "h-8 pl-8 max-md:h-10 max-md:text-lg")}
      />
    </div>
  );
}

interface FilterChipProps {
  filter: FilterSpec;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

function FilterChip({ filter, value, onChange }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  const names = value.map((one) => filter.choices?.find((choice) => choice.value === one)?.label ?? one);
  const choose = (one: string) => {
    if (filter.multiple) {
      onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
      return;
    }
    onChange(value.includes(one) ? [] : [one]);
    setOpen(false);
  };
  return (
    <span
      className={cn(
        "inline-flex h-8 max-w-full items-center rounded-sm border text-sm max-md:shrink-0",
        value.length > 0
          ? "border-accent/40 bg-accent-soft text-accent-ink"
          : "border-line-strong border-dashed text-muted",
      )}
    >
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger className="inline-flex h-full min-w-0 items-center gap-1.5 rounded-sm px-2.5 font-medium text-xs hover:text-ink focus-visible:outline-offset-0">
          {value.length === 0 ? <ListFilter className="size-3.5" aria-hidden /> : null}
          <span className="truncate">
            {value.length === 0
              ? filter.label
              : `${filter.label}: ${names.length > 2 ? `${names.length} chosen` : names.join(", ")}`}
          </span>
        </PopoverTrigger>
        <PopoverContent className="w-64" aria-label={filter.label}>
          {filter.source ? (
            <FoundChoiceList label={filter.label} source={filter.source} selected={value} onSelect={choose} />
          ) : (
            <ChoiceList
              label={filter.label}
              choices={filter.choices}
              selected={value}
              onSelect={choose}
              multiple={filter.multiple ?? false}
            />
          )}
        </PopoverContent>
      </Popover>
      {value.length > 0 ? (
        <button
          type="button"
          aria-label={`Remove filter ${filter.label}`}
          onClick={() => onChange([])}
          className="flex h-full w-7 items-center rounded-sm hover:text-ink focus-visible:outline-offset-0"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
